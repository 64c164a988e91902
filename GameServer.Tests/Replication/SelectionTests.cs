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

    // (1 + sqrt r)^2 T / b, as Selection has it: worlds, importances that change, budgets and losses are drawn.
    [Test]
    public void NothingStarves() => Gen.Select(Gen.Int, Gen.Int[40, 250], Gen.Int[150, 400], Gen.Int[0, 3], Gen.Int[0, 3]).Sample(
        static (seed, boulders, bytes, importances, spreads) =>
        {
            float importance = (1 << importances) - (importances / 3f), spread = spreads * spreads * 50;
            var random = new Random(seed);
            var game = Game(random, boulders, (room, id) => 1 + ((importance - 1) * (((id.Slot * 7) + (room.Tick.Number / 40)) % 5) / 4f), spread);
            var rig = new ReplicationRig(game, players: 1);
            var (seat, waited, wanted, sure) = (rig.Seats[0], 0, 0L, double.PositiveInfinity);
            for (var i = -100; i < Ticks; i++)
            {
                rig.Step();
                for (var slot = 0; slot < seat.SlotCount; slot++)
                {
                    waited = i >= 100 && seat.State.View.Has(slot) ? Math.Max(waited, rig.Room.Tick - seat.Acks.LastSent(slot)) : waited;
                }

                var datagram = seat.Compose(bytes + random.Next(bytes / 2));
                if (i >= 0 && rig.Composer.Selection.WantedBits > 0)
                {
                    (wanted, sure) = (Math.Max(wanted, rig.Composer.Selection.WantedBits), Math.Min(sure, rig.Composer.Selection.SureBits));
                }

                if (random.Next(10) > 0)
                {
                    seat.Deliver(datagram);
                    seat.Acknowledge();
                }
            }

            var r = importance * (1 + (spread * 1.42f / 32));
            Assert.That(sure, Is.GreaterThan(0));
            var bound = 1 + (Math.Pow(1 + Math.Sqrt(r), 2) * wanted / sure);
            Assert.That(waited, Is.LessThanOrEqualTo(bound));
        },
        iter: 60);

    [Test]
    public void ImportanceOfNothingStarvesNothing([Values(0f, -1f, float.NaN)] float importance)
    {
        var rig = new ReplicationRig(Game(new Random(1), boulders: 60, (_, id) => id.Slot % 2 == 0 ? importance : 1 / 512f, spread: 0), players: 1);
        Assert.That(Run(rig, bytesMax: 200).Age, Is.LessThanOrEqualTo(60));
    }

    // Once what was never sent counted as old as the match, and went before everything that the client had on its screen.
    [Test]
    public void WhoAppearsAmongManyIsToldOfThemByAndByWhileTheOthersMoveOn()
    {
        const int There = 200, BytesMax = 250;
        var isThere = false;
        var game = TwoCrowds(There, () => isThere);
        var rig = new ReplicationRig(game, players: 1);
        var seat = rig.Seats[0];
        for (var i = 0; i < 300; i++)
        {
            Exchange(BytesMax);
        }

        isThere = true;
        var records = seat.Acks.Counters.WholeRecords;
        var (oldest, toAll) = (0, 0);
        for (var i = 1; toAll == 0 && i < 400; i++)
        {
            Exchange(BytesMax);
            var tick = rig.Room.History.Newest;
            for (var slot = 0; slot < tick.SlotCount; slot++)
            {
                oldest = tick.HeadAt(slot) is { IsPresent: true, Kind: 3 } ? Math.Max(oldest, rig.Room.Tick - seat.Held.NewestAt(slot)) : oldest;
            }

            toAll = Enumerable.Range(0, tick.SlotCount).All(slot => !seat.State.View.Has(slot) || seat.Holds(slot)) ? i : 0;
            if (i == 1)
            {
                Assert.That(seat.Acks.Counters.WholeRecords - records, Is.InRange(1, There / 4), "not all at once");
                Assert.That(Enumerable.Range(0, tick.SlotCount).Count(slot => tick.HeadAt(slot).Kind == 2 && !seat.State.View.Has(slot) && seat.Holds(slot)), Is.LessThan(There), "departures at once");
            }
        }

        TestContext.Out.WriteLine($"all held after {toAll} snapshots, what was held before at most {oldest} old");
        Assert.That(toAll, Is.InRange(5, 60));
        Assert.That(oldest, Is.LessThanOrEqualTo(20));

        void Exchange(int bytesMax)
        {
            rig.Step();
            Assert.That(seat.Deliver(seat.Compose(bytesMax)), Is.EqualTo(ApplyResult.Applied));
            seat.Acknowledge();
        }
    }

    [Test]
    public void NearestOfWhatComesIntoViewComesFirst()
    {
        var game = new SandboxGame
        {
            Started = static room =>
            {
                for (var i = 0; i < 320; i++)
                {
                    room.Spawn(new Boulder { Position = new Vector2(((i / 16 * 7) % 20) * 20, 0) });
                }
            },
        };
        var rig = new ReplicationRig(game, players: 1);
        rig.Step(ticks: 500);
        var seat = rig.Seats[0];
        var distances = new List<float>();
        for (var i = 0; i < 6; i++)
        {
            var before = Enumerable.Range(0, seat.SlotCount).Where(seat.Holds).ToHashSet();
            rig.Step();
            seat.Deliver(seat.Compose(bytesMax: 300));
            seat.Acknowledge();
            distances.Add(Enumerable.Range(0, seat.SlotCount).Where(slot => seat.Holds(slot) && !before.Contains(slot) && slot >= 16).Select(slot => rig.Interest.Distance(rig.Interest.ViewpointOf(seat.Seat), slot)).DefaultIfEmpty(400).Average());
        }

        Assert.That(distances[0], Is.LessThan(100));
        Assert.That(distances[..4], Is.Ordered.Ascending);
    }

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

    /// <summary>Boulders in two far places, rumours that are heard everywhere, everything in change; walkers are in one of the places.</summary>
    private static SandboxGame TwoCrowds(int each, Func<bool> isSecond)
    {
        const int Rumours = 24;
        var far = new Vector2(400, 0);
        return new SandboxGame
        {
            Radius = 60,
            Started = room =>
            {
                for (var i = 0; i < Rumours; i++)
                {
                    room.Spawn(new Rumour());
                }

                for (var i = 0; i < each; i++)
                {
                    room.Spawn(new Boulder { Position = far + new Vector2(i % 20, i / 20) });
                    room.Spawn(new Boulder { Position = -far + new Vector2(i % 20, i / 20) });
                }
            },
            Ticked = room =>
            {
                Shake(room);
                foreach (var rumour in room.All<Rumour>())
                {
                    rumour.Value.Text = (rumour.Value.Text + 7) % 1_000_000;
                }

                foreach (var walker in room.All<Walker>())
                {
                    walker.Value.Position = isSecond() ? far : -far;
                }
            },
        };
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
