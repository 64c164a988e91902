using GameServer.Protocol.Control;
using GameServer.Shards;
using GameServer.Tests.Support;

namespace GameServer.Tests.Shards;

internal sealed class ShardReportTests
{
    [Test]
    public void TotalsDoNotFallWhenARoomCloses()
    {
        using var match = DriftMatch.Start(1, clients: 2);
        match.Run(120);
        var report = new IntervalReport();
        report.Fill(match.Shard);
        var (ticks, snapshots, fresh) = (report.Totals.Ticks, report.Totals.Replication.Snapshots, report.Totals.Inputs.InputsFresh);
        Assert.That(report.Rooms, Has.Count.EqualTo(1));
        Assert.That(Math.Min(ticks, Math.Min(snapshots, fresh)), Is.GreaterThan(60));

        match.Room.Room.End("done");
        match.Run(60);
        report.Fill(match.Shard);
        Assert.That(report.Rooms, Is.Empty);
        Assert.That(report.Totals.Ticks, Is.GreaterThanOrEqualTo(ticks));
        Assert.That(report.Totals.Replication.Snapshots, Is.GreaterThanOrEqualTo(snapshots));
        Assert.That(report.Totals.Inputs.InputsFresh, Is.GreaterThanOrEqualTo(fresh));
        Assert.That(report.Sessions.Goodbyes(GoodbyeReason.RoomEnded), Is.EqualTo(2));
    }

    [Test]
    public void HistogramsCoverTheTimeSinceTheLastReport()
    {
        using var match = DriftMatch.Start(1, clients: 1);
        match.Run(90);
        var report = new IntervalReport();
        report.Fill(match.Shard);
        Assert.That(report.TickMicros.TotalCount, Is.EqualTo(report.Ticks).And.GreaterThan(0));
        report.Fill(match.Shard);
        Assert.That(report.TickMicros.TotalCount, Is.Zero);
        match.Run(30);
        report.Fill(match.Shard);
        Assert.That(report.LatenessMicros.TotalCount, Is.EqualTo(30).Within(1));
    }
}
