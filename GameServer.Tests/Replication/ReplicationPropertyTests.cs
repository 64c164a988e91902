using System.Numerics;
using CsCheck;
using GameServer.Client.Held;
using GameServer.Protocol.Datagrams;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

/// <summary>
/// Whatever a network does to datagrams and acks, no hash raises a false alarm, nothing held is untrue, and when the network
/// recovers the client holds what the seat sees.
/// </summary>
internal sealed class ReplicationPropertyTests
{
    private const int Ticks = 260;

    // Now and then nothing passes for a second.
    private static readonly LinkOutages Outages = new(EveryMessages: 200, TicksMin: 30, TicksMax: 149);

    [Test]
    public void NoNetworkRaisesAFalseAlarm() => Gen.Select(Gen.Int, Gen.Double[0, 0.9], Gen.Double[0, 0.9], Gen.Int[0, 90], Gen.Int[0, 90], Gen.Int[120, DatagramLimits.PayloadBytesMax]).Sample(
        static (seed, lossDown, lossUp, delayDown, delayUp, bytesMax) =>
        {
            var random = new Random(seed);
            var rig = new ReplicationRig(Game(random), players: 1);
            var seat = rig.Seats[0];
            var down = new UnreliableLink<byte[]>(random, lossDown, delayDown, Outages);
            var up = new UnreliableLink<RigSeat.Ack>(random, lossUp, delayUp, Outages);
            for (var tick = 0; tick < Ticks; tick++)
            {
                rig.Step();
                down.Send(seat.Compose(bytesMax), tick);
                foreach (var datagram in down.Arrived(tick))
                {
                    Assert.That(seat.Deliver(datagram), Is.Not.EqualTo(ApplyResult.Malformed));
                }

                seat.AssertHeldIsTrue();
                up.Send(seat.NextAck(), tick);
                foreach (var ack in up.Arrived(tick))
                {
                    Assert.That(seat.Acknowledge(ack), Is.True, $"a false alarm at tick {tick}");
                }
            }

            AssertRecovers(rig);
        },
        iter: 150);

    private static void AssertRecovers(ReplicationRig rig)
    {
        // As many ticks as the tracker needs to give up what is lost, and some for what does not fit at once.
        rig.Exchange(ticks: 150);
        var seat = rig.Seats[0];
        for (var slot = 0; slot < rig.Room.History.Newest.SlotCount; slot++)
        {
            Assert.That(seat.Holds(slot), Is.EqualTo(seat.State.View.Has(slot)), $"slot {slot}");
        }

        var checks = seat.Acks.Counters.HashChecks;
        rig.Exchange(ticks: 1);
        Assert.That(seat.Acks.Counters.HashChecks, Is.EqualTo(checks + 1), "nothing is in doubt any more");
        Assert.That(seat.Acks.Counters.Desyncs, Is.Zero);
    }

    /// <summary>Boulders that move in and out of sight, change, die, and whose slots are used again.</summary>
    private static SandboxGame Game(Random random) => new()
    {
        Radius = 60,
        Started = room =>
        {
            for (var i = 0; i < 40; i++)
            {
                room.Spawn(Any(random));
            }
        },
        Ticked = room =>
        {
            foreach (var boulder in room.All<Boulder>())
            {
                switch (random.Next(40))
                {
                    case 0:
                        boulder.Remove();
                        room.Spawn(Any(random));
                        break;
                    case < 10:
                        boulder.Value.Position += new Vector2(random.Next(-9, 10), random.Next(-9, 10));
                        break;
                    case < 15:
                        boulder.Value.Weight = random.Next(1_000_000);
                        break;
                }
            }
        },
    };

    private static Boulder Any(Random random) => new() { Position = new Vector2(random.Next(-90, 90), random.Next(-90, 90)), Weight = random.Next(1_000_000) };
}
