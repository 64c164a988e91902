using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Tests.Simulation.Worlds;

public sealed class SlotTableTests
{
    private static EntityId Take(SlotTable table, int set = 0, int recordKind = 0)
    {
        Assert.That(table.TryTake(set, recordKind, out var id), Is.True);
        return id;
    }

    [Test]
    public void SlotsOfOneKindFollowEachOther()
    {
        var table = new SlotTable(1);

        Assert.That(Enumerable.Range(0, 40).Select(_ => (int)Take(table).Slot), Is.EqualTo(Enumerable.Range(0, 40)));
    }

    [Test]
    public void KindsHaveBlocksOfTheirOwn()
    {
        var table = new SlotTable(2);
        Take(table, recordKind: 0);
        var other = Take(table, recordKind: 1);
        var next = Take(table, recordKind: 0);

        Assert.That((other.Slot, next.Slot, table.Count), Is.EqualTo((SlotTable.BlockSize, 1, 2 * SlotTable.BlockSize)));
    }

    [Test]
    public void EntityIsFoundWhereItWasPlaced()
    {
        var table = new SlotTable(1);
        var id = Take(table, set: 3);
        table.Place(id, 12);

        Assert.That(table.TryFind(id, out var set, out var index), Is.True);
        Assert.That((set, index), Is.EqualTo((3, 12)));
    }

    [Test]
    public void ReleasedSlotIsUsedAgainUnderANewName()
    {
        var table = new SlotTable(1);
        var old = Take(table);
        table.Release(old, 0);
        var next = Take(table);

        Assert.That((next.Slot, next.Generation), Is.EqualTo((old.Slot, old.Generation + 1)));
        Assert.That(table.TryFind(old, out _, out _), Is.False);
        Assert.That(table.TryFind(next, out _, out _), Is.True);
    }

    [Test]
    public void ReleasedEntityIsNotFound()
    {
        var table = new SlotTable(1);
        var id = Take(table);
        table.Release(id, 0);

        Assert.That(table.TryFind(id, out _, out _), Is.False);
    }

    [Test]
    public void GenerationSkipsZeroWhenItWraps()
    {
        var table = new SlotTable(1);
        EntityId previous = default;
        for (var i = 1; i <= ushort.MaxValue; i++)
        {
            previous = Take(table);
            table.Release(previous, 0);
        }

        var wrapped = Take(table);

        Assert.That((previous.Generation, wrapped.Generation), Is.EqualTo((ushort.MaxValue, 1)));
        Assert.That(table.TryFind(previous, out _, out _), Is.False);
    }

    [Test]
    public void RowOnlySlotIsNeverFound()
    {
        var table = new SlotTable(1);
        var id = Take(table, SlotTable.NoSet);
        table.Place(id, 0);

        Assert.That(table.TryFind(id, out _, out _), Is.False);
    }

    [TestCase(0, 0)]
    [TestCase(0, 2)]
    [TestCase(5, 1)]
    [TestCase(65535, 1)]
    public void NameOfNothingIsNotFound(int slot, int generation)
    {
        var table = new SlotTable(1);
        Take(table);

        Assert.That(table.TryFind(new EntityId((ushort)slot, (ushort)generation), out _, out _), Is.False);
    }

    [Test]
    public void FullTableHandsOutNothingUntilOneIsReleased()
    {
        var table = new SlotTable(1);
        var taken = 0;
        var last = EntityId.None;
        while (table.TryTake(0, 0, out var id))
        {
            last = id;
            taken++;
        }

        Assert.That(taken, Is.EqualTo(table.Count).And.InRange(ushort.MaxValue - SlotTable.BlockSize, ushort.MaxValue));
        table.Release(last, 0);
        Assert.That(Take(table).Slot, Is.EqualTo(last.Slot));
    }
}
