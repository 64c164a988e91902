using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

public sealed class RoomDeterminismTests
{
    private const int Ticks = 300;

    // 4 players, 2 of them driven by the game, seed 1. A change here is a change of the simulation: recorded matches and
    // other builds no longer agree, so the protocol version moves with it.
    private const ulong GoldenChain = 18035392305302772824;

    [Test]
    public void ThreeHundredTicksHaveTheGoldenHash() => Assert.That(Play(seed: 1), Is.EqualTo(GoldenChain));

    [Test]
    public void SameSeedAndInputsGiveTheSameMatch()
    {
        var first = Play(seed: 99);
        var second = Play(seed: 99);

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void RoomThatKeptNoHistoryWhileItWaitedPlaysTheSameMatch()
    {
        var (waiting, other) = (new Room(SandboxGame.OfBoulders(40), new RoomSettings { Seed = 5 }), new Room(SandboxGame.OfBoulders(40), new RoomSettings { Seed = 5 }));
        for (var i = 0; i < 400; i++)
        {
            waiting.KeepsHistory = i is >= 100 and < 250; // Somebody comes, goes, and comes again.
            if (i is 100 or 250)
            {
                Assert.That(waiting.TryJoin("a", isAi: true, out _) && other.TryJoin("a", isAi: true, out _), Is.True);
            }

            waiting.Step();
            other.Step();
            Assert.That(waiting.History.Newest.Hash, Is.EqualTo(other.History.Newest.Hash), $"tick {i}");
        }
    }

    [Test]
    public void AnotherSeedGivesAnotherMatch() => Assert.That(Play(seed: 2), Is.Not.EqualTo(Play(seed: 1)));

    [Test]
    public void RoomsOnFourThreadsPlayTheSameMatch()
    {
        var chains = new ulong[4];
        var threads = Enumerable.Range(0, chains.Length).Select(i => new Thread(() => chains[i] = Play(seed: 1))).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        Assert.That(chains, Is.All.EqualTo(GoldenChain));
    }

    [Test]
    public void RoomsInterleavedOnOneThreadDoNotTouchEachOther()
    {
        var rooms = new[] { Start(1), Start(2), Start(1) };
        var chains = new ulong[rooms.Length];
        for (var tick = 0; tick < Ticks; tick++)
        {
            for (var i = 0; i < rooms.Length; i++)
            {
                chains[i] = Advance(rooms[i], chains[i]);
            }
        }

        Assert.That((chains[0], chains[2]), Is.EqualTo((GoldenChain, GoldenChain)));
        Assert.That(chains[1], Is.Not.EqualTo(GoldenChain));
    }

    [Test]
    public void ComingsAndGoingsArePartOfTheMatch()
    {
        var chains = new ulong[2];
        for (var run = 0; run < chains.Length; run++)
        {
            var room = Start(seed: 5);
            for (var tick = 0; tick < Ticks; tick++)
            {
                if (tick % 40 == 7)
                {
                    room.Leave(room.Seats[tick % 3]);
                }
                else if (tick % 40 == 20)
                {
                    room.TryJoin("again", isAi: tick % 80 == 20, out _);
                }

                chains[run] = Advance(room, chains[run]);
            }
        }

        Assert.That(chains[0], Is.EqualTo(chains[1]));
    }

    [Test]
    public void OneOtherInputChangesTheMatch()
    {
        Room room = Start(seed: 1), other = Start(seed: 1);
        for (var tick = 0; tick < 20; tick++)
        {
            Drift.Step(room);
            if (tick == 10)
            {
                Drift.Offer(other, other.Seats[0], new DriftInput { X = 1, Drop = true }); // The first one for a tick stands.
            }

            Drift.Step(other);
            Assert.That(other.History.Newest.Hash == room.History.Newest.Hash, Is.EqualTo(tick < 10), $"tick {tick + 1}");
        }
    }

    private static Room Start(ulong seed) => Drift.Start(players: 4, ais: 2, seed);

    private static ulong Play(ulong seed)
    {
        var room = Start(seed);
        ulong chain = 0;
        for (var tick = 0; tick < Ticks; tick++)
        {
            chain = Advance(room, chain);
        }

        return chain;
    }

    private static ulong Advance(Room room, ulong chain)
    {
        Drift.Step(room);
        return Mix.Combine(chain, room.History.Newest.Hash);
    }
}
