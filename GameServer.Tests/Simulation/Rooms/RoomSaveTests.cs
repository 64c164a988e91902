using GameServer.Games.Bodies;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Games;

namespace GameServer.Tests.Simulation.Rooms;

/// <summary>What a room is lies in its world and its random numbers: saved and loaded after every tick, it stays the same room.</summary>
internal sealed class RoomSaveTests
{
    private const int Ticks = 900;
    private const int Players = 6;

    [Test]
    public void DriftGoesOnAsItWas() => AssertSame(static () => new DriftGame(), Drift.Scripted);

    [Test]
    public void ArenaGoesOnAsItWas() => AssertSame(ArenaPlay.With(3).Make, ArenaPlay.With(3).Press);

    [Test]
    public void BodiesGoOnAsTheyWere() => AssertSame(static () => new Bodies(), static (tick, seat) => new BodiesInput { MoveX = (tick.Number / 40 % 3) - 1f, MoveY = (seat.Index % 3) - 1f }, ticks: 300);

    [Test]
    public void WhatAGameKeepsElsewhereIsLostAndSeen()
    {
        var (alone, reloaded) = Run(static () => new Hoarder(), Drift.Scripted, Ticks);
        Assert.That(reloaded, Is.Not.EqualTo(alone));
    }

    [Test]
    public void StructThatHoldsReferencesCannotBeSaved()
    {
        var writer = new WorldWriter();
        Assert.That(() => writer.Write(new KeyValuePair<int, string>(1, "a")), Throws.InvalidOperationException);
    }

    private static void AssertSame<TInput, TAvatar>(Func<Game<TInput, TAvatar>> make, Func<Tick, SeatId, TInput> press, int ticks = Ticks)
        where TInput : struct
        where TAvatar : struct
    {
        var (alone, reloaded) = Run(make, press, ticks);
        Assert.That(alone.Distinct().Count(), Is.GreaterThan(ticks / 2), "something happens");
        Assert.That(reloaded, Is.EqualTo(alone));
    }

    private static (List<ulong> Alone, List<ulong> Reloaded) Run<TInput, TAvatar>(Func<Game<TInput, TAvatar>> make, Func<Tick, SeatId, TInput> press, int ticks)
        where TInput : struct
        where TAvatar : struct
    {
        var hashes = (new List<ulong>(), new List<ulong>());
        foreach (var (isReloaded, list) in new[] { (false, hashes.Item1), (true, hashes.Item2) })
        {
            var game = make();
            var room = new Room(game, new RoomSettings { Seed = 5, SeatsMax = Players });
            var row = new int[Schema.InputColumnsMax];
            for (var tick = 0; tick < ticks; tick++)
            {
                if (tick % 100 == 0 && room.SeatsTaken < Players)
                {
                    room.TryJoin($"player {tick}", isAi: false, out _);
                }

                foreach (var seat in room.Seats)
                {
                    var input = press(room.Tick + 1, seat.Id);
                    game.SealInput(ref input, row);
                    seat.Inputs.Offer(room.Tick + 1, row, arrival: 0);
                }

                room.Step();
                room.Outbox.Clear();
                list.Add(room.History.Newest.Hash);
                if (isReloaded)
                {
                    room.GoOnFromASave(make());
                }
            }
        }

        return hashes;
    }

    private sealed class Hoarder : DriftGame
    {
        private int ticks;

        protected override void Tick(Room room)
        {
            base.Tick(room);
            foreach (var drifter in room.All<Drifter>())
            {
                drifter.Value.Health = ++ticks / 10 % 100;
            }
        }
    }
}
