using System.Numerics;
using CsCheck;
using GameServer.Client.Held;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

internal sealed class SelectionTests
{
    private const int Ticks = 400;

    [Test]
    public void NothingStarves() => Gen.Select(Gen.Int, Gen.Int[40, 200], Gen.Int[80, 300], Gen.Float[1, 10]).Sample(
        static (seed, boulders, bytesMax, importance) =>
        {
            var random = new Random(seed);
            var rig = new ReplicationRig(Game(random, boulders, (_, id) => id.Slot % 2 == 0 ? importance : 1), players: 1);
            var (age, perSnapshot) = Run(rig, bytesMax);

            // Urgency is weight x age. What is left out at age A saw everything chosen instead at an age of at least A x lightest /
            // heaviest, and no more than N / a entities can be chosen per tick at an age of a. Hence the bound.
            var heaviest = importance * (1 + (700f / 32));
            Assert.That(age, Is.LessThanOrEqualTo((int)(heaviest * rig.Room.History.Newest.SlotCount / perSnapshot) + 2));
        },
        iter: 12);

    // The seat's own things once went first without end, and the first of them first: the rest, and all that is others', was never told.
    [Test]
    public void ThingsOfOnesOwnStarveNothing()
    {
        var game = new SandboxGame
        {
            Started = room => Spawn(room, 60, SeatId.None),
            Ticked = static room => Shake(room),
        };
        var rig = new ReplicationRig(game, players: 1);
        Spawn(rig.Room, 200, rig.Seats[0].Seat.Id);
        var (age, _) = Run(rig, bytesMax: 200);
        Assert.That(age, Is.LessThanOrEqualTo(60));
    }

    [Test]
    public void OwnAvatarAndItsOwnersPartGoWithEverySnapshot()
    {
        var rig = new ReplicationRig(Game(new Random(1), boulders: 200, (_, id) => 100), players: 1);
        var seat = rig.Seats[0];
        for (var i = 0; i < 100; i++)
        {
            rig.Step();
            Assert.That(seat.Deliver(seat.Compose(bytesMax: 100)), Is.EqualTo(ApplyResult.Applied));
            Assert.That(seat.Held.NewestAt(seat.Seat.Avatar.Slot), Is.EqualTo(rig.Room.Tick));
            Assert.That(seat.Held.NewestAt(OwnersPart(rig)), Is.EqualTo(rig.Room.Tick));
            seat.Acknowledge();
        }
    }

    [Test]
    public void WhatMattersMoreIsToldMoreOften()
    {
        var rig = new ReplicationRig(Game(new Random(1), boulders: 200, static (_, id) => id.Slot / 16 % 2 == 0 ? 4 : 1, spread: 0), players: 1);
        var told = Tell(rig, bytesMax: 150);
        Assert.That(told.Where(static t => t.Key / 16 % 2 == 0).Average(static t => t.Value), Is.GreaterThan(2.5 * told.Where(static t => t.Key / 16 % 2 == 1).Average(static t => t.Value)));
    }

    [Test]
    public void WhatIsNearIsToldMoreOften()
    {
        var game = new SandboxGame
        {
            Started = static room =>
            {
                for (var i = 0; i < 200; i++)
                {
                    room.Spawn(new Boulder { Position = new Vector2(i / 16 % 2 == 0 ? 1 : 320, 0) });
                }
            },
            Ticked = static room => Shake(room),
        };
        var rig = new ReplicationRig(game, players: 1);
        var told = Tell(rig, bytesMax: 150);
        var tick = rig.Room.History.Newest;
        Assert.That(told.Where(t => tick.RowAt(t.Key)[0] < 1_000).Average(static t => t.Value), Is.GreaterThan(5 * told.Where(t => tick.RowAt(t.Key)[0] > 1_000).Average(static t => t.Value)));
    }

    [Test]
    public void EverythingGoesWhenEverythingFits()
    {
        var rig = new ReplicationRig(Game(new Random(1), boulders: 30, static (_, _) => 1), players: 1);
        rig.Exchange(ticks: 20);
        Assert.That(rig.Seats[0].Acks.Counters.Deferred, Is.Zero);
        Assert.That(rig.Seats[0].Acks.Counters.Records, Is.EqualTo(20 * 32));
    }

    [Test]
    public void RoomThatDidNotFitAtFirstComesToRest()
    {
        var game = new SandboxGame { Started = static room => Spawn(room, 1_000, SeatId.None) };
        var rig = new ReplicationRig(game, players: 1);
        rig.Exchange(ticks: 100);
        rig.Step();
        Assert.That(rig.Seats[0].Compose().Length, Is.LessThanOrEqualTo(14));
    }

    private static SandboxGame Game(Random random, int boulders, Func<Room, EntityId, float> matters, float spread = 500) => new()
    {
        Started = room =>
        {
            for (var i = 0; i < boulders; i++)
            {
                room.Spawn(new Boulder { Position = new Vector2(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f) * 2 * spread });
            }
        },
        Ticked = static room => Shake(room),
        Matters = matters,
    };

    private static void Spawn(Room room, int boulders, SeatId owner)
    {
        for (var i = 0; i < boulders; i++)
        {
            room.World.Spawn(new Boulder { Position = new Vector2(i % 40, i / 40) }, owner);
        }
    }

    private static void Shake(Room room)
    {
        foreach (var boulder in room.All<Boulder>())
        {
            boulder.Value.Weight = (boulder.Value.Weight + 7) % 1_000_000;
        }
    }

    /// <summary>How old what is held of any visible slot ever got, and the fewest slots that a datagram told of.</summary>
    private static (int Age, int PerSnapshot) Run(ReplicationRig rig, int bytesMax)
    {
        var seat = rig.Seats[0];
        int worst = 0, fewest = int.MaxValue;
        for (var i = 0; i < Ticks; i++)
        {
            rig.Step();
            var records = seat.Acks.Counters.Records;
            Assert.That(seat.Deliver(seat.Compose(bytesMax)), Is.EqualTo(ApplyResult.Applied));
            fewest = Math.Min(fewest, (int)(seat.Acks.Counters.Records - records));
            seat.Acknowledge();
            for (var slot = 0; slot < rig.Room.History.Newest.SlotCount; slot++)
            {
                worst = seat.State.View.Has(slot) ? Math.Max(worst, rig.Room.Tick - seat.Held.NewestAt(slot)) : worst;
            }
        }

        return (worst, fewest);
    }

    /// <summary>How often each boulder's slot was told of.</summary>
    private static Dictionary<int, int> Tell(ReplicationRig rig, int bytesMax)
    {
        var seat = rig.Seats[0];
        var told = new Dictionary<int, int>();
        for (var i = 0; i < Ticks; i++)
        {
            rig.Step();
            seat.Deliver(seat.Compose(bytesMax));
            seat.Acknowledge();
            for (var slot = 0; slot < rig.Room.History.Newest.SlotCount; slot++)
            {
                if (rig.Room.History.Newest.HeadAt(slot) is { IsPresent: true, Kind: 2 })
                {
                    told[slot] = told.GetValueOrDefault(slot) + (seat.Held.NewestAt(slot) == rig.Room.Tick ? 1 : 0);
                }
            }
        }

        return told;
    }

    private static int OwnersPart(ReplicationRig rig) =>
        Enumerable.Range(0, rig.Room.History.Newest.SlotCount).First(slot => rig.Room.History.Newest.HeadAt(slot) is { IsPresent: true, Kind: 1 });
}
