using GameServer.Client.Held;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Models;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Tests.Support;

/// <summary>
/// Replication without sessions, inputs or time: a room that a test steps, the server's real composer, and per seat a real
/// receiver. The test decides which datagram arrives and which ack.
/// </summary>
internal sealed class ReplicationRig
{
    private readonly ExactnessRules rules;

    public ReplicationRig(Game game, int players, ExactnessRules rules = ExactnessRules.All, ulong seed = 1, int tickRate = 60, CodecModel? model = null, string config = "")
    {
        Room = new Room(game, new RoomSettings { Seed = seed, Config = config, SeatsMax = Math.Max(16, players), TickRate = tickRate });
        Codec = new EntityCodec(game.Schema, tickRate, model);
        this.rules = rules;
        Seats = new RigSeat[players];
        for (var i = 0; i < players; i++)
        {
            Room.TryJoin($"player {i}", isAi: false, out var seat);
            Seats[i] = new RigSeat(this, seat!, rules);
        }
    }

    public Room Room { get; }

    public EntityCodec Codec { get; }

    public TickCodes Codes => Composer.Codes;

    public Interest Interest => Composer.Interest;

    public SnapshotComposer Composer { get; } = new();

    public RigSeat[] Seats { get; }

    /// <summary>One tick without inputs, ready to be composed.</summary>
    public void Step(int ticks = 1)
    {
        for (var i = 0; i < ticks; i++)
        {
            foreach (var seat in Seats)
            {
                seat.Acks.BeforeTick();
            }

            Room.Step();
            Composer.Begin(Room, Codec, rules);
        }
    }

    /// <summary>Ticks in which every seat gets its datagram and the server its ack at once.</summary>
    public void Exchange(int ticks, int bytesMax = DatagramLimits.PayloadBytesMax)
    {
        for (var i = 0; i < ticks; i++)
        {
            Step();
            foreach (var seat in Seats)
            {
                Assert.That(seat.Deliver(seat.Compose(bytesMax)), Is.EqualTo(ApplyResult.Applied));
                Assert.That(seat.Acknowledge(), Is.True, "a false alarm");
            }
        }
    }
}

/// <summary>One seat of a <see cref="ReplicationRig"/>: the server's record of its client, and that client's receiver.</summary>
internal sealed class RigSeat
{
    private readonly ReplicationRig rig;
    private ulong inputSequence;

    public RigSeat(ReplicationRig rig, Seat seat, ExactnessRules rules)
    {
        this.rig = rig;
        Seat = seat;
        State = new SeatReplication(rig.Room.History, rules);
        Held = new HeldState(rig.Codec.Schema.Stride, rig.Room.History.Length, rules);
        Receiver = new SnapshotReceiver(rig.Codec, Held, rig.Room.Tick, firstSequence: 1, decodes: true);
    }

    public Seat Seat { get; }

    /// <summary>The room's newest tick.</summary>
    public Tick Now => rig.Room.Tick;

    /// <summary>Slots that the room has.</summary>
    public int SlotCount => rig.Room.History.Newest.SlotCount;

    public SeatReplication State { get; }

    public AckTracker Acks => State.Acks;

    public HeldState Held { get; }

    public SnapshotReceiver Receiver { get; }

    /// <summary>The seat's snapshot of the room's newest tick, in one datagram.</summary>
    public byte[] Compose(int bytesMax = DatagramLimits.PayloadBytesMax) => ComposeAll(bytesMax, bytesMax).Single();

    /// <summary>The same in as many datagrams as it takes, each of so many bytes at most and all together of so many.</summary>
    public byte[][] ComposeAll(int datagramBytesMax, int bytesMax)
    {
        var before = rig.Composer.Batch.Count;
        var headers = ByteBudget.HeaderBytes * Math.Min(SlotSplit.PartsMax, (bytesMax + datagramBytesMax - 1) / datagramBytesMax);
        rig.Composer.Compose(Seat, State, new SnapshotHeader(0, rig.Room.Tick, 0, 0, 0), new Allowance(bytesMax + headers, datagramBytesMax));
        return [.. Enumerable.Range(before, rig.Composer.Batch.Count - before).Select(i => rig.Composer.Batch.At(i, out _).ToArray())];
    }

    public ApplyResult Deliver(byte[] datagram) => Receiver.TryApply(datagram);

    /// <summary>The client's ack of this moment arrives at once; false when the hash shows a difference.</summary>
    public bool Acknowledge() => Acks.TryAcknowledge(++inputSequence, Receiver.Ack, Held.HashCheckNow());

    /// <summary>The client's ack of this moment, to be handed over later by <see cref="Acknowledge(in Ack)"/>.</summary>
    public Ack NextAck() => new(++inputSequence, Receiver.Ack, Held.HashCheckNow());

    public bool Acknowledge(in Ack ack) => Acks.TryAcknowledge(ack.Sequence, ack.Field, ack.Hash);

    public bool Holds(int slot) => Held.TryGetNewest(slot, out _, out _, out _);

    /// <summary>Whether every slot that is held equals the room's history at the tick it is held of.</summary>
    public void AssertHeldIsTrue() => Assert.That(FirstUntruth(), Is.Null);

    /// <summary>The first slot that is not held as the room's history has it at that tick, as a sentence; null when there is none.</summary>
    public string? FirstUntruth()
    {
        for (var slot = 0; slot < Held.SlotCount; slot++)
        {
            if (Held.TryGetNewest(slot, out var tick, out var head, out var row) && rig.Room.History.TryGet(tick, out var state)
                && (state.HeadAt(slot) != head || !state.RowAt(slot).SequenceEqual(row)))
            {
                return $"slot {slot} of tick {tick} is held as {head} [{string.Join(' ', row.ToArray())}] and was {state.HeadAt(slot)} [{string.Join(' ', state.RowAt(slot).ToArray())}]";
            }
        }

        return null;
    }

    /// <summary>The first slot held that is another seat's own part, as a sentence; null when there is none.</summary>
    public string? FirstLeak()
    {
        for (var slot = 0; slot < Held.SlotCount; slot++)
        {
            if (Held.TryGetNewest(slot, out var tick, out var head, out _) && rig.Codec.Schema.RecordSpan[head.Kind].IsOwnerPart && head.Owner != Seat.Id)
            {
                return $"slot {slot} of tick {tick} belongs to {head.Owner} and is held by {Seat.Id}";
            }
        }

        return null;
    }

    internal readonly record struct Ack(ulong Sequence, AckField Field, ushort Hash);
}
