using CsCheck;
using GameServer.Client.Held;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Models;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Tests.Protocol.Models;
using GameServer.Tests.Protocol.Snapshots;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

/// <summary>
/// One random schema, world and network, all of it drawn from a number: some ticks on a network that loses, repeats, reorders and
/// fails, then some on a good one. Says what was wrong; asserts nothing itself, so that a million of them are cheap.
/// </summary>
internal sealed class AnySample
{
    private const int TicksMin = 10;
    private const int TicksMax = 40;
    private const int RecoveryTicksMax = 80;
    private const int ModelsOneIn = 4;

    private readonly Random random;
    private readonly AnyGame game;
    private readonly ReplicationRig rig;
    private readonly Player[] players;
    private readonly int snapshotTicks;

    private AnySample(int number, ExactnessRules rules)
    {
        // The shape by the generator that other tests of schemas use, everything else by a generator that is cheap to draw from.
        var shape = AnySchema.Shapes.Generate(new PCG(1, (ulong)number), null, out _);
        random = new Random(number);
        game = random.Next(2) == 0 ? new AnyGame(shape, random) : new AnyHidingGame(shape, random);
        var model = random.Next(ModelsOneIn) == 0 ? CodecModel.Load(game.Schema, AnyModel.Bytes(game.Schema, random)) : null;
        int[] rates = [10, 30, 60];
        rig = new ReplicationRig(game, players: random.Next(1, 3), rules, seed: (ulong)number, tickRate: rates[random.Next(rates.Length)], model: model);
        players = [.. rig.Seats.Select(seat => new Player(seat, random))];
        snapshotTicks = random.Next(3) == 0 ? 2 : 1;
    }

    /// <summary>What went wrong with a sample, as a sentence; null when nothing did.</summary>
    public static string? Failure(int number, ExactnessRules rules = ExactnessRules.All)
    {
        try
        {
            var sample = new AnySample(number, rules);
            return sample.PlayOnABadNetwork() ?? sample.Recover();
        }
        catch (Exception thrown)
        {
            return thrown.ToString();
        }
    }

    private string? PlayOnABadNetwork()
    {
        for (var tick = random.Next(TicksMin, TicksMax + 1); tick > 0; tick--)
        {
            rig.Step();
            foreach (var player in players)
            {
                if (player.Play(rig.Room.Tick.Number % snapshotTicks == 0) is { } failure)
                {
                    return failure;
                }
            }
        }

        return null;
    }

    /// <summary>Nothing happens any more and nothing is lost: before long everything seen is held, nothing else is, and nothing is in doubt.</summary>
    private string? Recover()
    {
        game.IsFrozen = true;
        var missing = "";
        for (var tick = 0; tick < RecoveryTicksMax; tick++)
        {
            rig.Step();
            missing = "";
            foreach (var player in players)
            {
                if (player.PlayWell() is { } failure)
                {
                    return failure;
                }

                missing += player.Missing();
            }

            if (missing.Length == 0)
            {
                return null;
            }
        }

        return $"{RecoveryTicksMax} ticks without loss were not enough:{missing}";
    }

    /// <summary>A seat, its client, and what is between them.</summary>
    private sealed class Player
    {
        private const int DatagramBytesMin = 120;

        private static readonly LinkOutages Outages = new(EveryMessages: 60, TicksMin: 3, TicksMax: 20);

        private readonly RigSeat seat;
        private readonly UnreliableLink<byte[]> down;
        private readonly UnreliableLink<RigSeat.Ack> up;
        private readonly int bytesMax;
        private readonly int datagramBytesMax;
        private long checks;

        public Player(RigSeat seat, Random random)
        {
            this.seat = seat;
            down = new UnreliableLink<byte[]>(random, Loss(random), random.Next(12), Outages);
            up = new UnreliableLink<RigSeat.Ack>(random, Loss(random), random.Next(12), Outages);

            // A budget in which a whole entity does not fit starves it, as it should; these fit the largest that is drawn.
            bytesMax = random.Next(2) == 0 ? DatagramLimits.PayloadBytesMax : random.Next(300, DatagramLimits.PayloadBytesMax);
            datagramBytesMax = random.Next(2) == 0 ? bytesMax : random.Next(Math.Max(bytesMax / SlotSplit.PartsMax, DatagramBytesMin), bytesMax);
        }

        /// <summary>Snapshots that went in more than one datagram.</summary>
        public long Divided { get; private set; }

        public string? Play(bool isToldOf)
        {
            var now = (int)seat.Now.Number;
            if (isToldOf)
            {
                foreach (var datagram in Compose())
                {
                    down.Send(datagram, now);
                }
            }

            foreach (var datagram in down.Arrived(now))
            {
                if (Take(datagram, out _) is { } failure)
                {
                    return failure;
                }
            }

            up.Send(seat.NextAck(), now);
            foreach (var ack in up.Arrived(now))
            {
                if (!seat.Acknowledge(ack))
                {
                    return $"a false alarm at tick {now}";
                }
            }

            return null;
        }

        public string? PlayWell()
        {
            checks = seat.Acks.Counters.HashChecks;
            foreach (var datagram in Compose())
            {
                if (Take(datagram, out var result) is { } failure)
                {
                    return failure;
                }

                if (result != ApplyResult.Applied)
                {
                    return $"{result} on a good network at tick {seat.Now}";
                }
            }

            return seat.Acknowledge() ? null : $"a false alarm on a good network at tick {seat.Now}";
        }

        /// <summary>What the client lacks, or holds and should not; also that its hash could not be compared yet.</summary>
        public string Missing()
        {
            var missing = seat.Acks.Counters.HashChecks == checks ? $" seat {seat.Seat.Id.Index} is in doubt" : "";
            for (var slot = 0; slot < seat.SlotCount; slot++)
            {
                missing += seat.Holds(slot) == seat.State.View.Has(slot) ? "" : $" slot {slot}";
            }

            return missing;
        }

        private byte[][] Compose()
        {
            var datagrams = seat.ComposeAll(datagramBytesMax, bytesMax);
            Divided += datagrams.Length > 1 ? 1 : 0;
            return datagrams;
        }

        private string? Take(byte[] datagram, out ApplyResult result)
        {
            result = seat.Deliver(datagram);
            return result == ApplyResult.Malformed ? $"a datagram was malformed at tick {seat.Now}" : seat.FirstUntruth() ?? seat.FirstLeak();
        }

        private static double Loss(Random random) => random.Next(3) == 0 ? 0 : random.NextDouble() * 0.7;
    }
}
