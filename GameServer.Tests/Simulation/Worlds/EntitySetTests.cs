using CsCheck;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Simulation.Worlds;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EntitySetTests
{
    private readonly WorldRig rig = new(cardsMax: 3);

    [Test]
    public void OrderOfArrivalOutlivesRemovals() => Gen.Int[0, 9].Array[0, 300].Sample(steps =>
    {
        var random = new WorldRig();
        var model = new List<(EntityId Id, int Number)>();
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] < 5)
            {
                model.Add((random.Stone(i), i));
            }
            else if (steps[i] < 9 && model.Count > 0)
            {
                var at = i * 7 % model.Count;
                Assert.That(random.World.Remove(model[at].Id), Is.True);
                model.RemoveAt(at);
            }
            else
            {
                random.World.Sweep();
            }
        }

        Assert.That(random.Numbers(), Is.EqualTo(model.Select(m => m.Number)));
        random.World.Sweep();
        Assert.That(random.Numbers(), Is.EqualTo(model.Select(m => m.Number)));
        Assert.That(random.Stones.Count, Is.EqualTo(model.Count));
        foreach (var (id, number) in model)
        {
            Assert.That(random.World.TryFind<Stone>(id, out var stone) && stone.Value.Number == number && stone.Id == id, Is.True);
        }
    }, iter: 300);

    [Test]
    public void ReferenceStaysValidWhileTheSetGrows()
    {
        rig.Stone(1);
        ref var first = ref rig.Stones[0];
        for (var i = 0; i < 500; i++)
        {
            rig.Stone(i);
        }

        first.Number = 77;

        Assert.That(rig.Stones[0].Number, Is.EqualTo(77));
    }

    [Test]
    public void SpawnBeyondTheMaximumIsRefusedAndCounted()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => rig.World.Spawn(default(Card), new SeatId(0))).ToArray();

        Assert.That(ids.Select(id => id.IsSome), Is.EqualTo(new[] { true, true, true, false, false }));
        Assert.That((rig.World.All<Card>().Count, rig.World.All<Card>().SpawnsRefused), Is.EqualTo((3, 2)));
    }

    [Test]
    public void PlaceOfARemovedEntityIsFreeAfterTheTick()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => rig.World.Spawn(default(Card), new SeatId(0))).ToArray();
        rig.World.Remove(ids[1]);
        Assert.That(rig.World.Spawn(default(Card), new SeatId(0)).IsSome, Is.False);

        rig.World.Sweep();

        Assert.That(rig.World.Spawn(default(Card), new SeatId(0)).IsSome, Is.True);
    }

    [Test]
    public void WalkSkipsWhatIsTakenOutMeanwhile()
    {
        var ids = Enumerable.Range(0, 6).Select(rig.Stone).ToArray();
        var met = new List<int>();
        foreach (var stone in rig.Stones)
        {
            met.Add(stone.Value.Number);
            rig.World.Remove(ids[Math.Min(5, stone.Value.Number + 1)]);
        }

        Assert.That(met, Is.EqualTo(new[] { 0, 2, 4 }));
    }

    [Test]
    public void WalkDoesNotMeetWhatIsSpawnedMeanwhile()
    {
        rig.Stone(1);
        rig.Stone(2);
        foreach (var stone in rig.Stones)
        {
            rig.Stone(stone.Value.Number + 10);
        }

        Assert.That(rig.Numbers(), Is.EqualTo(new[] { 1, 2, 11, 12 }));
    }

    [Test]
    public void EntityKnowsItsNameAndOwner()
    {
        var id = rig.World.Spawn(new Stone { Number = 4 }, new SeatId(7));

        Assert.That(rig.World.TryFind<Stone>(id, out var stone), Is.True);
        Assert.That((stone.Id, stone.Owner, stone.Value.Number), Is.EqualTo((id, new SeatId(7), 4)));
    }

    [Test]
    public void RemovingTwiceFreesOneSlot()
    {
        var id = rig.Stone(1);
        rig.World.TryFind<Stone>(id, out var stone);
        stone.Remove();
        stone.Remove();

        Assert.That(rig.Stone(2).Slot, Is.Not.EqualTo(rig.Stone(3).Slot));
    }
}
