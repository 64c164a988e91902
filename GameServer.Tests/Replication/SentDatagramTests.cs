using GameServer.Replication;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Replication;

internal sealed class SentDatagramTests
{
    [Test]
    public void UnusedRecordIsSettled() => Assert.That(new SentDatagram().IsSettled, Is.True);

    [Test]
    public void RecordIsOpenUntilItsFateIsKnown()
    {
        var record = new SentDatagram();
        record.Begin(7, new Tick(100));
        Assert.That((record.Sequence, record.Tick, record.IsSettled), Is.EqualTo((7ul, new Tick(100), false)));
        record.Settle(isConfirmed: true);
        Assert.That((record.IsSettled, record.IsConfirmed), Is.EqualTo((true, true)));
        record.Begin(129, new Tick(9));
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
        var record = new SentDatagram { Slots = new ToldSlots() };
        Array.ForEach(present, record.Present.Add);
        Array.ForEach(gone, record.Gone.Add);
        Assert.That(record.ToldOf(SetOf(3, 5, 9, 70), first, end).ToString(), Is.EqualTo(told));
    }

    [TestCase(0, 100, true)]
    [TestCase(4, 10, true)]
    [TestCase(0, 101, false, Description = "100 is known and was not told of")]
    public void RecordKnowsWhatItToldOfAsPresent(int first, int end, bool holds)
    {
        var record = new SentDatagram { Slots = new ToldSlots() };
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
