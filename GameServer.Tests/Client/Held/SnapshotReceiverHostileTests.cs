using System.Numerics;
using GameServer.Client.Held;
using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Client.Held;

/// <summary>
/// Snapshot datagrams that no server of ours would send: nothing throws, and a datagram is applied as a whole or not at all, which
/// the hash of everything held shows.
/// </summary>
internal sealed class SnapshotReceiverHostileTests
{
    private const int Seed = 20261124;

    [Test]
    public void DatagramCutAnywhereHasNoEffect()
    {
        var (rig, datagram) = Full();
        var seat = rig.Seats[0];
        var check = seat.Held.HashCheckNow();
        var ack = seat.Receiver.Ack;
        for (var length = 0; length < datagram.Length; length++)
        {
            Assert.That(seat.Deliver(datagram[..length]), Is.EqualTo(ApplyResult.Malformed), $"{length} bytes");
        }

        Assert.That((seat.Held.HashCheckNow(), seat.Receiver.Ack), Is.EqualTo((check, ack)));
        Assert.That(seat.Deliver(datagram), Is.EqualTo(ApplyResult.Applied), "the whole one is good");
    }

    [Test]
    public void TrailingBytesAreMalformed()
    {
        var (rig, datagram) = Full();
        Assert.That(rig.Seats[0].Deliver([.. datagram, 0]), Is.EqualTo(ApplyResult.Malformed));
        Assert.That(rig.Seats[0].Deliver([.. datagram, 0xFF, 0xFF]), Is.EqualTo(ApplyResult.Malformed));
    }

    [Test]
    public void InputDatagramIsMalformed()
    {
        var (rig, datagram) = Full();
        datagram[0] = (byte)((datagram[0] & ~7) | (int)DatagramKind.Input);
        Assert.That(rig.Seats[0].Deliver(datagram), Is.EqualTo(ApplyResult.Malformed));
    }

    [Test]
    public void EveryFlippedBitIsAppliedWholeOrNotAtAll()
    {
        var length = Full().Datagram.Length;
        var results = new Dictionary<ApplyResult, int>();
        for (var bit = 0; bit < length * 8; bit++)
        {
            var (rig, datagram) = Full();
            datagram[bit / 8] ^= (byte)(1 << (bit % 8));
            var result = DeliverWhole(rig.Seats[0], datagram);
            results[result] = results.GetValueOrDefault(result) + 1;
        }

        TestContext.Out.WriteLine(string.Join(", ", results.Select(static r => $"{r.Key} {r.Value}")));
        Assert.That(results.GetValueOrDefault(ApplyResult.Malformed) + results.GetValueOrDefault(ApplyResult.MissingBaseline), Is.Positive);
    }

    [Test]
    public void NoiseNeverThrowsAndIsAppliedWholeOrNotAtAll()
    {
        var (rig, _) = Full();
        var random = new Random(Seed);
        var bytes = new byte[300];
        for (var i = 0; i < 100_000; i++)
        {
            var datagram = bytes[..random.Next(bytes.Length)];
            random.NextBytes(datagram);
            if (datagram.Length > 3 && i % 4 != 0)
            {
                // Noise alone dies at the kind and the sequence; behind a true start it reaches the runs.
                datagram[0] = (byte)((datagram[0] & ~7) | (int)DatagramKind.Snapshot);
                datagram[1] = datagram[2] = 0;
            }

            DeliverWhole(rig.Seats[0], datagram);
        }
    }

    [Test]
    public void MutatedDatagramsNeverThrowAndAreAppliedWholeOrNotAtAll()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 100; round++)
        {
            var (rig, good) = Full();
            for (var i = 0; i < 200; i++)
            {
                var datagram = (byte[])good.Clone();
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                {
                    datagram[random.Next(5, datagram.Length)] = (byte)random.Next(256); // Behind sequence and tick.
                }

                DeliverWhole(rig.Seats[0], datagram[..random.Next(datagram.Length / 2, datagram.Length + 1)]);
            }
        }
    }

    [Test]
    public void RefusedDatagramsAllocateNothing()
    {
        var (rig, good) = Full();
        rig.Seats[0].Deliver(good);
        var cut = good[..^1];
        cut[1] ^= 0x40; // Another sequence, or it would only be a duplicate.
        rig.Seats[0].Deliver(cut);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            rig.Seats[0].Deliver(cut);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    /// <summary>Held state unchanged unless applied, and then acknowledged.</summary>
    private static ApplyResult DeliverWhole(RigSeat seat, byte[] datagram)
    {
        var check = seat.Held.HashCheckNow();
        var ack = seat.Receiver.Ack;
        var newest = seat.Receiver.Newest;
        var result = seat.Deliver(datagram);
        var isTouched = seat.Held.HashCheckNow() != check || seat.Receiver.Ack != ack || seat.Receiver.Newest != newest;
        if ((result != ApplyResult.Applied && isTouched) || (result == ApplyResult.Applied && seat.Receiver.Ack == ack))
        {
            Assert.Fail($"{result} with {(isTouched ? "an" : "no")} effect: {Convert.ToHexString(datagram)}");
        }

        return result;
    }

    /// <summary>A client a few ticks into a match, and a datagram with every kind of run that it could apply next.</summary>
    private static (ReplicationRig Rig, byte[] Datagram) Full()
    {
        var boulders = new List<EntityId>();
        var game = new SandboxGame
        {
            Started = room =>
            {
                for (var i = 0; i < 12; i++)
                {
                    boulders.Add(room.Spawn(new Boulder { Position = new Vector2(i, -i), Weight = 1_000 * i }));
                }
            },
            Ticked = static room => Shake(room),
        };
        var rig = new ReplicationRig(game, players: 2);
        rig.Exchange(ticks: 4);
        rig.Room.World.Remove(boulders[3]);
        rig.Room.World.Remove(boulders[4]);
        rig.Room.Spawn(new Rumour { Text = 77 });
        rig.Step();
        return (rig, rig.Seats[0].Compose());
    }

    private static void Shake(Room room)
    {
        foreach (var boulder in room.All<Boulder>())
        {
            boulder.Value.Weight += boulder.Id.Slot % 4 == 0 ? 0 : 300;
            boulder.Value.Position.X += boulder.Id.Slot % 4 == 1 ? 40 : 0;
        }
    }
}
