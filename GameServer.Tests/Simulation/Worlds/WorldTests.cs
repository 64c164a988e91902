using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Tests.Simulation.Worlds;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WorldTests
{
    private readonly WorldRig rig = new();

    [Test]
    public void StaleNameFindsNothing()
    {
        var old = rig.Stone(1);
        rig.World.Remove(old);
        rig.Seal();
        var next = rig.Stone(2);

        Assert.That(next.Slot, Is.EqualTo(old.Slot));
        Assert.That(rig.World.TryFind<Stone>(old, out _), Is.False);
        Assert.That(rig.World.Remove(old), Is.False);
    }

    [Test]
    public void SlotIsUsedAgainWithinATickAndSealedOnce()
    {
        var old = rig.Stone(1);
        rig.Seal();
        rig.World.Remove(old);
        var next = rig.Stone(2);

        var state = rig.Seal();

        Assert.That((next.Slot, next.Generation), Is.EqualTo((old.Slot, old.Generation + 1)));
        Assert.That(state.HeadAt(next.Slot).Generation, Is.EqualTo(next.Generation));
        Assert.That(state.RowAt(next.Slot)[0], Is.EqualTo(2));
        Assert.That(state.Hash, Is.EqualTo(state.HashAt(next.Slot)));
    }

    [Test]
    public void NameOfAnotherKindFindsNothing()
    {
        var id = rig.Stone(1);

        Assert.That(rig.World.TryFind<Card>(id, out _), Is.False);
    }

    [Test]
    public void UndeclaredStructThrows() =>
        Assert.That(() => rig.World.All<int>(), Throws.ArgumentException.With.Message.Contains("Int32"));

    [Test]
    public void OwnersPartIsARowThatNamesThePublicOne()
    {
        var id = rig.World.Spawn(new Card { Face = 5, Hand = 9 }, new SeatId(3));

        var state = rig.Seal();

        var part = OwnerSlot(state);
        Assert.That(state.RowAt(id.Slot)[0], Is.EqualTo(5));
        Assert.That(state.RowAt(part).ToArray(), Is.EqualTo(new[] { (int)id.Slot, 9 }));
        Assert.That((state.HeadAt(part).Owner, state.HeadAt(id.Slot).Owner), Is.EqualTo((new SeatId(3), new SeatId(3))));
        Assert.That(state.Hash, Is.EqualTo(unchecked(state.HashAt(id.Slot) + state.HashAt(part))));
    }

    // A client knows the heads of owner rows and could send such a name back.
    [Test]
    public void OwnersPartIsNotFoundByName()
    {
        rig.World.Spawn(new Card { Face = 1 }, new SeatId(0));
        rig.World.Spawn(new Card { Face = 2 }, new SeatId(0));
        var state = rig.Seal();
        var part = OwnerSlot(state);

        var name = new EntityId((ushort)part, state.HeadAt(part).Generation);

        Assert.That(rig.World.TryFind<Card>(name, out _), Is.False);
        Assert.That(rig.World.Remove(name), Is.False);
    }

    [Test]
    public void RemovedEntityTakesItsOwnersPartAlong()
    {
        var id = rig.World.Spawn(new Card { Face = 5, Hand = 9 }, new SeatId(3));
        var part = OwnerSlot(rig.Seal());
        rig.World.Remove(id);

        var state = rig.Seal();

        Assert.That((state.HeadAt(id.Slot).IsPresent, state.HeadAt(part).IsPresent, state.Hash), Is.EqualTo((false, false, 0UL)));
    }

    [Test]
    public void FullWorldRefusesAndCounts()
    {
        var full = new WorldRig(cardsMax: ushort.MaxValue);
        var last = EntityId.None;
        while (full.World.Spawn(default(Card), new SeatId(0)) is { IsSome: true } id)
        {
            last = id;
        }

        Assert.That(full.World.All<Card>().SpawnsRefused, Is.EqualTo(1));
        full.World.Remove(last);
        full.World.Sweep();
        Assert.That(full.World.Spawn(default(Card), new SeatId(0)).IsSome, Is.True, "the refused one took nothing with it");
    }

    [Test]
    public void SealingSnapsTheStructsThemselves()
    {
        var id = rig.World.Spawn(new Stone { Number = WorldRig.NumberMax + 5 }, SeatId.None);

        var state = rig.Seal();

        rig.World.TryFind<Stone>(id, out var stone);
        Assert.That(stone.Value.Number, Is.EqualTo(WorldRig.NumberMax));
        Assert.That(state.RowAt(id.Slot)[0], Is.EqualTo(WorldRig.NumberMax));
    }

    private int OwnerSlot(SealedTick state)
    {
        for (var slot = 0; slot < state.SlotCount; slot++)
        {
            if (state.HeadAt(slot).IsPresent && rig.Schema.Records[state.HeadAt(slot).Kind].IsOwnerPart)
            {
                return slot;
            }
        }

        throw new AssertionException("There is no owner's row.");
    }
}
