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
            record.Add(new SentRun((ushort)(i * 10), 3, IsLeave: i % 2 != 0));
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
        record.Settle(isConfirmed: true);
        record.Begin(129, new Tick(9));
        Assert.That(record.Runs.Length, Is.Zero);
        Assert.That((record.IsSettled, record.IsConfirmed), Is.EqualTo((false, false)));
    }

    [Test]
    public void NeighboursBecomeOneRun()
    {
        var record = new SentDatagram();
        record.Begin(1, new Tick(1));
        record.Add(new SentRun(3, 2, false));
        record.Add(new SentRun(5, 1, false));
        record.Add(new SentRun(6, 1, true));
        record.Add(new SentRun(8, 1, true));
        Assert.That(record.Runs.ToArray(), Is.EqualTo(new SentRun[] { new(3, 3, false), new(6, 1, true), new(8, 1, true) }));
    }

    [TestCase(3, 6, true)]
    [TestCase(4, 5, true)]
    [TestCase(2, 4, false)]
    [TestCase(5, 7, false)]
    [TestCase(9, 10, false, Description = "told of as gone")]
    [TestCase(20, 40, true)]
    [TestCase(40, 41, false)]
    public void RecordKnowsWhatItToldOfAsPresent(int first, int end, bool holds)
    {
        var record = new SentDatagram();
        record.Begin(1, new Tick(1));
        record.Add(new SentRun(3, 3, false));
        record.Add(new SentRun(9, 1, true));
        record.Add(new SentRun(20, 20, false));
        Assert.That(record.Holds(first, end), Is.EqualTo(holds));
    }
}
