using GameServer.Client.Held;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Client.Held;

internal sealed class HeldStateTests
{
    private const int HistoryTicks = 8;
    private static readonly EntityHead Head = new(1, 0, SeatId.None);

    [Test]
    public void NewestTickWins()
    {
        var held = New();
        Assert.That(held.Store(3, new Tick(10), Head, [1, 2]), Is.True);
        Assert.That(held.Store(3, new Tick(9), Head, [3, 4]), Is.False);
        Assert.That(held.Store(3, new Tick(10), Head, [5, 6]), Is.False);
        Assert.That(held.TryGetNewest(3, out var tick, out var head, out var row), Is.True);
        Assert.That((tick, head), Is.EqualTo((new Tick(10), Head)));
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(held.TryGet(3, new Tick(10), out _, out row), Is.True);
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void OlderStateEntersTheHistoryForItIsAcknowledged()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        Assert.That(held.Store(3, new Tick(9), Head, [3, 4]), Is.False);
        Assert.That(held.TryGet(3, new Tick(9), out _, out var row), Is.True);
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(held.NewestAt(3), Is.EqualTo(new Tick(10)));
    }

    [Test]
    public void PlaceInTheHistoryIsNeverOverwrittenByAnOlderTick()
    {
        var held = New();
        held.Store(3, new Tick(10 + HistoryTicks), Head, [1, 2]);
        held.Store(3, new Tick(10), Head, [3, 4]);
        Assert.That(held.TryGet(3, new Tick(10), out _, out _), Is.False);
        Assert.That(held.TryGet(3, new Tick(10 + HistoryTicks), out _, out var row), Is.True);
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void LeaveIsStateWithATickLikeAnyOther()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        Assert.That(held.Store(3, new Tick(12), EntityHead.None, [0, 0]), Is.True);
        Assert.That(held.TryGetNewest(3, out _, out _, out _), Is.False);
        Assert.That(held.NewestAt(3), Is.EqualTo(new Tick(12)));
        Assert.That(held.Store(3, new Tick(11), Head, [1, 2]), Is.False, "what is older than the leave does not come back");
        Assert.That(held.Store(3, new Tick(13), Head, [7, 8]), Is.True);
        Assert.That(held.TryGetNewest(3, out _, out _, out _), Is.True);
    }

    [Test]
    public void BaselineIsTheStateOfExactlyThatTick()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        held.Store(3, new Tick(12), Head, [3, 4]);
        Assert.That(held.TryGet(3, new Tick(10), out _, out var row), Is.True);
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(held.TryGet(3, new Tick(11), out _, out _), Is.False);
        Assert.That(held.TryGet(4, new Tick(10), out _, out _), Is.False);
        Assert.That(held.TryGet(900, new Tick(10), out _, out _), Is.False);
    }

    [Test]
    public void HistoryForgetsWhatAnotherTickTookThePlaceOf()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        held.Store(3, new Tick(10 + HistoryTicks), Head, [3, 4]);
        Assert.That(held.TryGet(3, new Tick(10), out _, out _), Is.False);
        Assert.That(held.TryGet(3, new Tick(10 + HistoryTicks), out _, out _), Is.True);
    }

    [Test]
    public void PlaceOfOneSlotIsNotAnothers()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        held.Store(40, new Tick(10 + HistoryTicks), Head, [3, 4]);
        Assert.That(held.TryGet(3, new Tick(10), out _, out var row), Is.True, "a resting slot keeps its state as the ring goes round");
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void CheckIsTheSumOverWhatIsHeldNow()
    {
        var held = New();
        Assert.That(held.HashCheckNow(), Is.Zero);
        held.Store(3, new Tick(10), Head, [1, 2]);
        held.Store(5, new Tick(11), Head, [3, 4]);
        held.Store(6, new Tick(11), Head, [3, 4]);
        held.Store(6, new Tick(12), EntityHead.None, [0, 0]);
        var sum = unchecked(Mix.Row(3, Head.Bits, [1, 2]) + Mix.Row(5, Head.Bits, [3, 4]));
        Assert.That(held.HashCheckNow(), Is.EqualTo(HashCheck.Of(sum)));
    }

    [Test]
    public void CheckSeesMemoryThatHasGoneBad()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        var before = held.HashCheckNow();
        held.Corrupt(3, column: 1, flip: 1 << 20);
        Assert.That(held.HashCheckNow(), Is.Not.EqualTo(before));
        held.Corrupt(3, column: 1, flip: 1 << 20);
        Assert.That(held.HashCheckNow(), Is.EqualTo(before));
    }

    [Test]
    public void ClearedStateHoldsNothing()
    {
        var held = New();
        held.Store(3, new Tick(10), Head, [1, 2]);
        held.Clear();
        Assert.That(held.TryGetNewest(3, out _, out _, out _), Is.False);
        Assert.That(held.TryGet(3, new Tick(10), out _, out _), Is.False);
        Assert.That(held.HashCheckNow(), Is.Zero);
        Assert.That(held.Store(3, new Tick(2), Head, [1, 2]), Is.True, "an earlier tick is news again");
    }

    [Test]
    public void StagedTickIsTakenInWhole()
    {
        var held = New();
        var staged = new StagedTick(2);
        held.Store(9, new Tick(9), Head, [7, 8]);
        Stage(staged, held, new Tick(10), 3, 70);
        staged.Leave(9 + 64);
        Assert.That(held.TakeIn(staged), Is.EqualTo(3));
        Assert.That((held.NewestAt(3), held.NewestAt(70), held.NewestAt(73), held.SlotCount), Is.EqualTo((new Tick(10), new Tick(10), new Tick(10), 74)));
        Assert.That((held.IsPresentAt(3), held.IsPresentAt(9), held.IsPresentAt(73)), Is.EqualTo((true, true, false)));
        Assert.That(held.TryGet(70, new Tick(10), out _, out var row), Is.True);
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 70, 10 }));
    }

    [Test]
    public void StagedTickThatIsNotNewsTakesNothingBack()
    {
        var held = New();
        var staged = new StagedTick(2);
        Stage(staged, held, new Tick(10), 3);
        held.TakeIn(staged);
        Stage(staged, held, new Tick(9), 3, 4);
        Assert.That(held.TakeIn(staged), Is.EqualTo(1));
        Assert.That((held.NewestAt(3), held.NewestAt(4)), Is.EqualTo((new Tick(10), new Tick(9))));
        Assert.That(held.TryGet(3, new Tick(9), out _, out var row), Is.True, "it was acknowledged, so the server may lean on it");
        Assert.That(row.ToArray(), Is.EqualTo(new[] { 3, 9 }));
    }

    [Test]
    public void WhoIsToldOfNoMoreIsHeldForGoodAsTheRingGoesRound()
    {
        var held = New();
        var staged = new StagedTick(2);
        Stage(staged, held, new Tick(1), 3, 70);
        held.TakeIn(staged);
        var resting = held.SumOf(64, 71);
        for (var tick = 2; tick < 5 * HistoryTicks; tick++)
        {
            Stage(staged, held, new Tick((uint)tick), 3);
            held.TakeIn(staged);
            Assert.That(held.TryGetNewest(70, out var newest, out _, out var row), Is.True);
            Assert.That((newest, row[0], row[1]), Is.EqualTo((new Tick(1), 70, 1)));
            Assert.That(held.SumOf(64, 71), Is.EqualTo(resting));
        }
    }

    [Test]
    public void TicksAreTakenInWithoutAllocatingOnceTheRingHasGoneRound()
    {
        var held = New();
        var staged = new StagedTick(2);
        var before = 0L;
        for (var tick = 1; tick <= 10 * HistoryTicks; tick++)
        {
            before = tick == 2 * HistoryTicks ? GC.GetAllocatedBytesForCurrentThread() : before;
            Stage(staged, held, new Tick((uint)tick), 3, 70 + (tick % 3));
            held.TakeIn(staged);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static void Stage(StagedTick staged, HeldState held, Tick tick, params ReadOnlySpan<int> slots)
    {
        staged.Begin(tick, held.SlotCount);
        foreach (var slot in slots)
        {
            var row = staged.Tell(slot);
            (row[0], row[1]) = (slot, (int)tick.Number);
            staged.Place.Name(slot, Head);
        }
    }

    private static HeldState New() => new(stride: 2, HistoryTicks, ExactnessRules.All);
}
