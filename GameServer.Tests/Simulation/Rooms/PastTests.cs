using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

internal sealed class PastTests
{
    private const float StepPerTick = SandboxGame.Speed / 60;

    [Test]
    public void OthersAreWhereTheyWereDrawn()
    {
        var room = Start(players: 2);
        Step(room, 40, ageTicks: 6.25);
        Assert.That(room.RewindTo(room.Seats[0]).Tick, Is.EqualTo(room.Tick.Number - 6.25));
        Assert.That(Seen(room, 1).Position.X, Is.EqualTo((40 - 6.25f) * StepPerTick).Within(1 / 128f));
    }

    [Test]
    public void BetweenTwoSnapshotsIsALine()
    {
        var room = Start(players: 2);
        room.ViewStepTicks = 4;
        Step(room, 40, ageTicks: 6.5);
        History(room, 32, 1, out var from);
        History(room, 36, 1, out var to);
        Assert.That(Seen(room, 1).Position.X, Is.EqualTo(from + ((to - from) * (33.5f - 32) / 4)));
    }

    [TestCase(250, 15)]
    [TestCase(100, 6)]
    [TestCase(1000, 36)]
    public void WhoIs600MsBehindGetsTheCap(double capMs, int ticks)
    {
        var room = Start(players: 2, capMs);
        Step(room, 60, ageTicks: 36);
        Assert.That(room.RewindTo(room.Seats[0]).Tick, Is.EqualTo(room.Tick.Number - (double)ticks));
    }

    [Test]
    public void SwitchedOffIsTheTickSealedLast()
    {
        var seen = new List<double>();
        var room = Start(players: 2, capMs: 0, ticked: r => seen.Add(r.Tick.Number - r.RewindTo(r.Seats[0]).Tick));
        Step(room, 20, ageTicks: 9);
        Assert.That(seen, Has.Count.EqualTo(20).And.All.EqualTo(1));
    }

    [Test]
    public void NobodySeesWhatWasBeforeTheyCame()
    {
        var room = Start(players: 1);
        Step(room, 60, 0);
        room.TryJoin("late", isAi: false, out var late);
        Step(room, 5, ageTicks: 14);
        Assert.That(room.RewindTo(late!).Tick, Is.EqualTo(60));
        room.Disconnect(room.Seats[0]);
        room.Reconnect(room.Seats[0]);
        Step(room, 2, ageTicks: 14);
        Assert.That(room.RewindTo(room.Seats[0]).Tick, Is.EqualTo(65), "a reconnect begins anew");
    }

    [Test]
    public void AnAiSeesTheTickSealedLast()
    {
        var room = Start(players: 1);
        room.TryJoin("ai", isAi: true, out var ai);
        Step(room, 20, 9);
        Assert.That(room.RewindTo(ai!).Tick, Is.EqualTo(20));
    }

    [Test]
    public void OneWhoWasNotThereYetIsNotSeen()
    {
        var room = Start(players: 1);
        Step(room, 20, 8);
        room.TryJoin("new", isAi: false, out var newcomer);
        Step(room, 8, 7);
        Assert.That(room.RewindTo(room.Seats[0]).TryGet<Walker>(newcomer!.Avatar, out _), Is.True, "from its first tick on");
        Step(room, 1, 9.5);
        Assert.That(room.RewindTo(room.Seats[0]).TryGet<Walker>(newcomer.Avatar, out _), Is.False);
        Assert.That(CountOf(room.RewindTo(room.Seats[0]).All<Walker>()), Is.Zero);
    }

    [Test]
    public void OneWhoIsGoneOrAnotherInItsPlaceIsNotSeen()
    {
        var room = Start(players: 2);
        Step(room, 20, 8);
        var gone = room.Seats[1].Avatar;
        room.Leave(room.Seats[1]);
        room.TryJoin("next", isAi: false, out var next);
        Step(room, 2, 8);
        Assert.That(next!.Avatar.Slot, Is.EqualTo(gone.Slot));
        var past = room.RewindTo(room.Seats[0]);
        Assert.That(past.TryGet<Walker>(gone, out _) || past.TryGet<Walker>(next.Avatar, out _), Is.False);
        Assert.That(CountOf(past.All<Walker>()), Is.Zero);
    }

    [Test]
    public void TheOwnAvatarIsNeverRewound()
    {
        var room = Start(players: 3);
        Step(room, 20, 8);
        var past = room.RewindTo(room.Seats[1]);
        Assert.That(past.TryGet<Walker>(room.Seats[1].Avatar, out _), Is.False);
        var owners = new List<int>();
        foreach (var other in past.All<Walker>())
        {
            owners.Add(other.Owner.Index);
        }

        Assert.That(owners, Is.EqualTo(new[] { 0, 2 }));
    }

    [Test]
    public void AJumpIsNotALine()
    {
        var room = Start(players: 2);
        Step(room, 20, 0);
        Assert.That(room.World.TryFind<Walker>(room.Seats[1].Avatar, out var walker), Is.True);
        var before = walker.Value.Position.X;
        walker.Value.Position += new Vector2(30, 0);
        Step(room, 1, ageTicks: 0.25);
        Assert.That(Seen(room, 1).Position.X, Is.EqualTo(before), "until it is there it is where it was");
        Step(room, 1, ageTicks: 1);
        Assert.That(Seen(room, 1).Position.X, Is.EqualTo(before + 30 + StepPerTick).Within(1 / 128f));
    }

    [Test]
    public void AlongFindsWhatIsNearTheLineAndNothingElse()
    {
        var room = Start(players: 2, boulders: 2000);
        Step(room, 20, 7.5);
        Vector2 from = new(-40, -10), to = new(35, 20);
        const float Radius = 3;
        var past = room.RewindTo(room.Seats[0]);
        var expected = new List<EntityId>();
        foreach (var boulder in past.All<Boulder>())
        {
            var along = Math.Clamp(Vector2.Dot(boulder.Seen.Position - from, to - from) / (to - from).LengthSquared(), 0, 1);
            if (Vector2.Distance(boulder.Seen.Position, from + ((to - from) * along)) <= Radius)
            {
                expected.Add(boulder.Id);
            }
        }

        var (found, beyond) = (new List<EntityId>(), 0);
        foreach (var boulder in past.Along<Boulder>(from, to, Radius))
        {
            found.Add(boulder.Id);
            beyond++;
        }

        Assert.That(expected, Is.SubsetOf(found).And.Count.GreaterThan(10));
        Assert.That(beyond - expected.Count, Is.LessThan(expected.Count / 10), "but for the rim");
    }

    [Test]
    public void AShotCostsTheSameHoweverFarBackItGoes()
    {
        var room = Start(players: 2, boulders: 500);
        var costs = new HashSet<(long Rows, long Interpolated)>();
        foreach (var age in new[] { 1.5, 3.5, 8.5, 14.5 })
        {
            Step(room, 20, age);
            var (rows, interpolated) = (room.PastCounters.RowsRead, room.PastCounters.EntitiesInterpolated);
            Assert.That(CountOf(room.RewindTo(room.Seats[0]).Along<Boulder>(new Vector2(-50, 0), new Vector2(50, 0), 2)), Is.GreaterThan(0));
            costs.Add((room.PastCounters.RowsRead - rows, room.PastCounters.EntitiesInterpolated - interpolated));
        }

        Assert.That(costs, Has.Count.EqualTo(1));
        Assert.That(costs.Single().Rows, Is.EqualTo(2 * 500));
        Assert.That(costs.Single().Interpolated, Is.LessThan(500 / 10), "only what is near is interpolated");
    }

    [Test]
    public void LookingBackChangesNothing()
    {
        Room looks = Start(players: 4, ticked: static r => LookAll(r)), other = Start(players: 4);
        for (var i = 0; i < 200; i++)
        {
            Step(looks, 1, i % 20);
            Step(other, 1, i % 7);
            Assert.That(looks.History.Newest.Hash, Is.EqualTo(other.History.Newest.Hash), $"tick {i}");
        }
    }

    [Test]
    public void LookingBackAllocatesNothing()
    {
        var room = Start(players: 4, boulders: 100, ticked: static r => LookAll(r));
        Step(room, 300, 8.5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step(room, 300, 8.5);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void WhatHasNoPlaceIsNowhereNear()
    {
        var room = Start(players: 1);
        Assert.Throws<ArgumentException>(() => CountOf(room.RewindTo(room.Seats[0]).Near<Rumour>(Vector2.Zero, 1)));
    }

    [Test]
    public void WhoComesBetweenTwoSnapshotsSeesNothingOlderThanTheRoomKept()
    {
        var room = Start(players: 0);
        (room.ViewStepTicks, room.KeepsHistory) = (2, false);
        room.TryJoin(new SeatId(1), "other", isAi: true, out var other);
        Step(room, ticks: 51, ageTicks: 0);
        room.TryJoin(new SeatId(0), "player", isAi: false, out _);
        room.KeepsHistory = true;
        for (var age = 0; age < 8; age++)
        {
            Step(room, ticks: 1, ageTicks: 20);
            var past = room.RewindTo(room.Seats[0]);
            Assert.That(past.Tick, Is.EqualTo(51), "from where on it has seen anything");
            Assert.That(past.TryGet<Walker>(other!.Avatar, out _), Is.True);
        }
    }

    private static Room Start(int players, double capMs = 250, int boulders = 0, Action<Room>? ticked = null)
    {
        var game = new SandboxGame
        {
            Started = room =>
            {
                for (var i = 0; i < boulders; i++)
                {
                    room.Spawn(new Boulder { Position = new Vector2(room.Random.NextFloat(-100, 100), room.Random.NextFloat(-100, 100)) });
                }
            },
            Ticked = ticked,
        };
        var room = new Room(game, new RoomSettings { RewindMsMax = capMs });
        for (var i = 0; i < players; i++)
        {
            room.TryJoin($"player {i}", isAi: false, out _);
        }

        return room;
    }

    // Everybody walks to the right and sees the others so long ago.
    private static void Step(Room room, int ticks, double ageTicks)
    {
        for (var i = 0; i < ticks; i++)
        {
            foreach (var seat in room.Seats)
            {
                if (seat is { IsTaken: true, IsAi: false })
                {
                    seat.Inputs.Offer(room.Tick + 1, [127, 0, 0], 0, (int)(ageTicks * ViewAge.PerTick));
                }
            }

            room.Step();
        }
    }

    private static Walker Seen(Room room, int seat)
    {
        Assert.That(room.RewindTo(room.Seats[0]).TryGet<Walker>(room.Seats[seat].Avatar, out var seen), Is.True);
        return seen;
    }

    private static void History(Room room, uint tick, int seat, out float x)
    {
        Assert.That(room.History.TryGet(new Tick(tick), out var state), Is.True);
        var record = room.Game.Schema.Records[0];
        x = state.RowAt(room.Seats[seat].Avatar.Slot)[record.PositionColumn] * record.PositionStep;
    }

    private static void LookAll(Room room)
    {
        foreach (var seat in room.Seats)
        {
            if (seat.IsTaken)
            {
                CountOf(room.RewindTo(seat).Near<Walker>(Vector2.Zero, 50));
                CountOf(room.RewindTo(seat).All<Boulder>());
            }
        }
    }

    private static int CountOf<T>(PastSet<T> set)
        where T : struct
    {
        var count = 0;
        foreach (var other in set)
        {
            count += other.Id.IsSome ? 1 : 0;
        }

        return count;
    }
}
