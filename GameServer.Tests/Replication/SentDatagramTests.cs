using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Replication;

internal sealed class SentDatagramTests
{
    [Test]
    public void UnusedRecordIsSettled() => Assert.That(new SentDatagram().IsSettled, Is.True);

    [Test]
    public void RecordKeepsWhatTheDatagramCarried()
    {
        var record = new SentDatagram();
        record.Begin(7, new Tick(100));
        for (var i = 0; i < 100; i++)
        {
            record.Add(SentRun.From(new Run(i % 2 == 0 ? RunKind.Delta : RunKind.Leave, i * 10, 3, 5)));
        }

        Assert.That((record.Sequence, record.Tick, record.IsSettled), Is.EqualTo((7ul, new Tick(100), false)));
        Assert.That(record.Runs.Length, Is.EqualTo(100));
        Assert.That(record.Runs[98], Is.EqualTo(new SentRun(980, 3, IsLeave: false)));
        Assert.That(record.Runs[99], Is.EqualTo(new SentRun(990, 3, IsLeave: true)));
    }

    [Test]
    public void NextUseBeginsEmpty()
    {
        var record = new SentDatagram();
        record.Begin(1, new Tick(1));
        record.Add(new SentRun(3, 1, false));
        record.IsSettled = true;
        record.Begin(129, new Tick(9));
        Assert.That(record.Runs.Length, Is.Zero);
        Assert.That(record.IsSettled, Is.False);
    }

    [TestCase(RunKind.Delta, false)]
    [TestCase(RunKind.Same, false)]
    [TestCase(RunKind.Whole, false)]
    [TestCase(RunKind.Leave, true)]
    public void OnlyALeaveTellsOfSomethingGone(RunKind kind, bool isLeave) => Assert.That(SentRun.From(new Run(kind, 1, 1, 1)).IsLeave, Is.EqualTo(isLeave));
}
