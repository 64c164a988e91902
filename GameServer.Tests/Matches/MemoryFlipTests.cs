using GameServer.Client.Sessions;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>A client's memory goes bad. Its next hash says so, and what it holds is told anew, without a disconnect.</summary>
internal sealed class MemoryFlipTests
{
    private const int Flips = 20;

    [Test]
    public void FlippedBitIsFoundByTheFirstAckAfterIt()
    {
        using var bench = new Bench(seed: 20, "N0");
        for (var i = 0; i < Flips; i++)
        {
            bench.FlipWithTheNextInput();
            bench.Match.RunUntil(() => bench.HasArrived, seconds: 1, "the ack that follows the flip");
            Assert.That(bench.Desyncs, Is.EqualTo(i));
            bench.Match.Run(ticks: 1);
            Assert.That(bench.Desyncs, Is.EqualTo(i + 1), $"flip {i}");
            bench.Match.Run(ticks: 20);
            Assert.That(bench.Match.DifferingRows(), Is.Zero, $"flip {i} was repaired");
        }
    }

    [Test]
    public void FlippedBitIsRepairedWithinASecondWithoutADisconnect()
    {
        using var bench = new Bench(seed: 21, "N4");
        for (var i = 0; i < Flips; i++)
        {
            bench.FlipWithTheNextInput();
            bench.Match.Run(ticks: 60);
            Assert.That(bench.Match.DifferingRows(), Is.Zero, $"flip {i} was repaired: {bench.Match.Replay}");
        }

        bench.Match.Run(ticks: 120);
        bench.Match.AssertEveryClientHoldsTheTruth();
        Assert.That(bench.Desyncs, Is.InRange(Flips * 3 / 4, Flips), "the rest was replaced by news before anything was built on it");
        Assert.That(bench.Match.Players.Select(static p => (p.Client.State, p.Client.Stats.Reconnects)), Is.All.EqualTo((ClientState.Playing, 0L)));
    }

    [Test]
    public void HashesAreComparedAgainAfterTheRepair()
    {
        using var bench = new Bench(seed: 22, "N0");
        bench.FlipWithTheNextInput();
        bench.Match.Run(ticks: 60);
        var before = bench.Match.Room.Sum().Replication;
        bench.Match.Run(ticks: 120);
        var after = bench.Match.Room.Sum().Replication;
        Assert.That(after.HashChecks - before.HashChecks, Is.GreaterThan(0.95 * (after.Acks - before.Acks)));
    }

    [Test]
    public void RepairOfOneClientCostsTheOthersNothing()
    {
        using var bench = new Bench(seed: 23, "N0");
        bench.FlipWithTheNextInput();
        var other = bench.Match.Room.Seats[bench.Match.Players[1].Seat.Index].Replication.Acks;
        var before = other.Counters;
        bench.Match.Run(ticks: 30);
        Assert.That(bench.Desyncs, Is.EqualTo(1));
        Assert.That(other.Counters.Desyncs, Is.Zero);
        Assert.That(other.Counters.WholeRecords - before.WholeRecords, Is.LessThan(20), "the pebbles that came meanwhile");
    }

    /// <summary>A match whose first player's memory flips between a frame's snapshots and its input, so that its hash must show it.</summary>
    private sealed class Bench : IDisposable
    {
        private RoomRandom random = new(99);
        private bool isArmed;
        private long flippedAt = long.MaxValue;

        public Bench(ulong seed, string profile)
        {
            var settings = new SimulationSettings { Seed = seed, Clients = 3, Profile = DriftMatch.ProfileOf(profile) };
            Match = new TestMatch<DriftInput, Drifter>(static () => new DriftGame(), Input, settings);
            Match.Run(ticks: 300);
            Match.Players[0].Tap.Up = datagram =>
            {
                var reader = new BitReader(datagram, DatagramKinds.Bits);
                HasArrived |= reader.Read(LowBits.Count) >= flippedAt;
                return true;
            };
        }

        public TestMatch<DriftInput, Drifter> Match { get; }

        public long Desyncs => Match.Room.Sum().Replication.Desyncs;

        /// <summary>Whether a datagram that was written after the flip has come to the server.</summary>
        public bool HasArrived { get; private set; }

        public void FlipWithTheNextInput() => (isArmed, flippedAt, HasArrived) = (true, long.MaxValue, false);

        public void Dispose() => Match.Dispose();

        private DriftInput Input(Tick tick, SeatId seat)
        {
            if (isArmed && seat == Match.Players[0].Seat)
            {
                isArmed = false;
                flippedAt = Match.Players[0].Client.Stats.DatagramsSent + 1;
                Flip();
            }

            return Drift.Scripted(tick, seat);
        }

        private void Flip()
        {
            var held = Match.Players[0].Client.CurrentMatch!.Held;
            int slot;
            do
            {
                slot = random.NextInt(held.SlotCount);
            }
            while (!held.TryGetNewest(slot, out _, out _, out _));
            held.Corrupt(slot, column: random.NextInt(2), flip: 1 << random.NextInt(31));
        }
    }
}
