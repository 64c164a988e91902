using System.Text.Json;
using GameServer.Hosting;
using GameServer.Shards;
using GameServer.Tests.Support;

namespace GameServer.Tests.Hosting;

internal sealed class StatsLineTests
{
    [Test]
    public void LineHasWhatMeasurementsRead()
    {
        using var match = DriftMatch.Start(1, clients: 2);
        match.Run(120);
        using var line = new StatsLine();
        var json = Line(line, match.Shard);
        foreach (var name in new[]
        {
            "monotonicNs", "uptimeSeconds", "ticks", "lateTicks", "ticksSkipped", "replicationNs", "codesEncoded", "records", "wholeRecords", "snapshots", "snapshotDatagrams", "snapshotBytes",
            "acks", "hashChecks", "desyncs", "deferred", "uncertain", "allocatedBytes", "allocatedBytesAfter", "rssBytes", "cpuSeconds",
        })
        {
            Assert.That(json.GetProperty(name).ValueKind, Is.EqualTo(JsonValueKind.Number), name);
        }

        Assert.That(json.GetProperty("ticks").GetInt64(), Is.GreaterThan(100));
        Assert.That(json.GetProperty("tickMs").GetProperty("count").GetInt64(), Is.EqualTo(json.GetProperty("ticks").GetInt64()));
        Assert.That(json.GetProperty("inputs").GetProperty("fresh").GetInt64(), Is.GreaterThan(0));
        Assert.That(json.GetProperty("transport").GetProperty("bytesSent").GetInt64(), Is.GreaterThan(0));
        Assert.That(json.GetProperty("rooms")[0].GetProperty("name").GetString(), Is.EqualTo("test"));
        Assert.That(json.GetProperty("connected").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public void LineIsOneLineAndSoIsTheNext()
    {
        using var match = DriftMatch.Start(1, clients: 1);
        match.Run(30);
        using var line = new StatsLine();
        var first = Line(line, match.Shard);
        var second = Line(line, match.Shard);
        Assert.That(second.GetProperty("ticks").GetInt64(), Is.EqualTo(first.GetProperty("ticks").GetInt64()));
        Assert.That(second.GetProperty("tickMs").GetProperty("count").GetInt64(), Is.Zero);
        Assert.That(second.GetProperty("allocatedBytes").GetInt64(), Is.GreaterThanOrEqualTo(first.GetProperty("allocatedBytesAfter").GetInt64()));
    }

    private static JsonElement Line(StatsLine line, Shard shard)
    {
        line.Begin();
        var report = new IntervalReport();
        report.Fill(shard);
        var text = System.Text.Encoding.UTF8.GetString(line.End([report]));
        Assert.That(text, Does.EndWith("}\n"));
        Assert.That(text.Count(static c => c == '\n'), Is.EqualTo(1));
        return JsonDocument.Parse(text).RootElement;
    }
}
