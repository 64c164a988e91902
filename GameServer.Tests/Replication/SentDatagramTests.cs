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
            (i % 2 == 0 ? record.Present : record.Gone).AddRange(i * 10, (i * 10) + 3);
        }

        Assert.That((record.Sequence, record.Tick, record.IsSettled), Is.EqualTo((7ul, new Tick(100), false)));
        Assert.That((record.Present.Count(0, 2_000), record.Gone.Count(0, 2_000)), Is.EqualTo((150, 150)));
        Assert.That(record.Present.Has(982) && !record.Present.Has(983) && record.Gone.Has(990) && !record.Gone.Has(982), Is.True);
    }

    [Test]
    public void NextUseBeginsEmpty()
    {
        var record = new SentDatagram();
        record.Begin(1, new Tick(1));
        record.Present.Add(3);
        record.Gone.Add(4);
        record.Settle(isConfirmed: true);
        record.Begin(129, new Tick(9));
        Assert.That(record.Present.Count(0, 200) + record.Gone.Count(0, 200), Is.Zero);
        Assert.That((record.IsSettled, record.IsConfirmed), Is.EqualTo((false, false)));
    }

    // Known are 3, 5, 9 and 70; of what lies between nothing is.
    [TestCase(0, 100, new[] { 3, 5, 9, 70 }, new int[0], "Present")]
    [TestCase(0, 100, new int[0], new[] { 3, 5, 9, 70 }, "Gone")]
    [TestCase(0, 100, new int[0], new int[0], "Nothing")]
    [TestCase(0, 100, new[] { 3, 5, 9 }, new int[0], "Mixed", Description = "one is left out")]
    [TestCase(0, 100, new[] { 3, 5, 9 }, new[] { 70 }, "Mixed", Description = "one is gone")]
    [TestCase(0, 100, new[] { 3, 4, 5, 9, 70 }, new int[0], "Mixed", Description = "one is new")]
    [TestCase(0, 100, new[] { 3, 5, 9, 70 }, new[] { 4 }, "Present", Description = "a leave of what nothing is known of")]
    [TestCase(4, 10, new[] { 5, 9, 70 }, new[] { 3 }, "Present", Description = "what lies outside does not count")]
    [TestCase(10, 70, new[] { 9, 70 }, new[] { 3 }, "Nothing")]
    public void RecordSaysWhatItToldOfAStretch(int first, int end, int[] present, int[] gone, string told)
    {
        var record = new SentDatagram();
        record.Begin(1, new Tick(1));
        Array.ForEach(present, record.Present.Add);
        Array.ForEach(gone, record.Gone.Add);
        Assert.That(record.ToldOf(SetOf(3, 5, 9, 70), first, end).ToString(), Is.EqualTo(told));
    }

    [TestCase(0, 100, true)]
    [TestCase(4, 10, true)]
    [TestCase(0, 101, false, Description = "100 is known and was not told of")]
    public void RecordKnowsWhatItToldOfAsPresent(int first, int end, bool holds)
    {
        var record = new SentDatagram();
        record.Begin(1, new Tick(1));
        Array.ForEach([3, 5, 9, 70, 80], record.Present.Add);
        Assert.That(record.Holds(SetOf(3, 5, 9, 70, 100), first, end), Is.EqualTo(holds));
    }

    private static SlotSet SetOf(params int[] slots)
    {
        var set = new SlotSet();
        Array.ForEach(slots, set.Add);
        return set;
    }
}
