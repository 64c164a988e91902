using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Timing;

namespace GameServer.Benchmarks.Micro;

/// <summary>A crowd with a snapshot for every seat and tick, acknowledged two ticks later. No network, no time.</summary>
internal sealed class ServedCrowd : IRoomOutput
{
    private const uint AckTicks = 2;

    private readonly ArenaCrowd crowd;
    private readonly SnapshotComposer composer = new();
    private readonly AckField[] acks;

    public ServedCrowd(int players, string config)
    {
        crowd = new ArenaCrowd(players, config);
        Host = new RoomHost(1, "room", crowd.Room, new EntityCodecs(crowd.Room.Game).For(crowd.Room.Settings.TickRate), new RoomHostSettings { SnapshotRate = crowd.Room.Settings.TickRate }, new StopwatchClock());
        acks = new AckField[players];
    }

    public RoomHost Host { get; }

    /// <summary>Over how many ticks the seats' round trips are spread, so that few of them share a baseline; 0 = all have the same.</summary>
    public int SpreadTicks { get; init; }

    /// <summary>Gets what is sent to the first seat, when somebody wants it.</summary>
    public List<byte[]>? Recording { get; set; }

    /// <summary>One tick, from the inputs to the acks; returns the records that were sent so far.</summary>
    public long Tick()
    {
        TakeAcks();
        crowd.OfferInputs();
        Host.Tick(this, composer, trace: null);
        var records = 0L;
        foreach (var seat in Host.Seats)
        {
            records += seat.Replication.Acks.Counters.Records;
        }

        return records;
    }

    // Before the tick, as a room takes its inbox.
    private void TakeAcks()
    {
        foreach (var seat in Host.Seats)
        {
            var tracker = seat.Replication.Acks;
            ref var ack = ref acks[seat.Seat.Id.Index];
            var roundTrip = AckTicks - 1 + (SpreadTicks == 0 ? 0 : (uint)(seat.Seat.Id.Index % SpreadTicks));
            if (tracker.SentSequence > roundTrip)
            {
                ack = ack.With(tracker.SentSequence - roundTrip);
                tracker.TryAcknowledge(tracker.SentSequence, ack, clientHash: null);
            }
        }
    }

    /// <summary>A seat's client has just come, or come back: it holds nothing.</summary>
    public void Return(int seat)
    {
        Host.Seats[seat].Forget();
        acks[seat] = default;
    }

    public void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram)
    {
        if (seat.Index == 0)
        {
            Recording?.Add(datagram.ToArray());
        }
    }

    public void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload)
    {
    }
}
