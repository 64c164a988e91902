using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Rooms;

/// <summary>One seat of a drift room at 60 Hz, and a client's pen to write input datagrams with. A tick is 1/60 s, in nanoseconds.</summary>
internal sealed class SeatRig
{
    public const long TickNs = 1_000_000_000 / 60;

    private ulong sequence;

    public SeatRig(int ticks = 100)
    {
        Room = new Room(new DriftGame(), new RoomSettings());
        Room.TryJoin("player", isAi: false, out var seat);
        Host = new SeatHost(Room, seat!, new RoomHostSettings { SnapshotRate = 60 }, new RoomQuality(), new DiscrepancyLog());
        Step(ticks);
    }

    public Room Room { get; }

    /// <summary>What the pen acknowledges.</summary>
    public AckField Ack { get; set; }

    public SeatHost Host { get; }

    public Seat Seat => Host.Seat;

    /// <summary>When the last tick ran.</summary>
    public long Now { get; private set; } = 1_000_000_000;

    public void Step(int ticks = 1)
    {
        for (var i = 0; i < ticks; i++)
        {
            Now += TickNs;
            Room.Step();
            Host.MeasureWait(Now);
        }
    }

    /// <summary>Inputs for so many ticks up to <paramref name="newest"/>, all of them pushing right by <paramref name="x"/>.</summary>
    public byte[] Write(Tick newest, int count = 1, int x = 100, int viewAge = 0, bool drop = false) =>
        Write(new InputHeader(++sequence, Ack, null, newest, viewAge, count), Enumerable.Repeat<int[]>([x, 0, 0, 0, drop ? 1 : 0], count));

    /// <summary>The same with a view age for each, the newest first.</summary>
    public byte[] Write(Tick newest, int[] ages) => Write(new InputHeader(++sequence, Ack, null, newest, ages[0], ages.Length), Enumerable.Repeat<int[]>([0, 0, 0, 0, 0], ages.Length), ages);

    /// <summary>The room sends a datagram of the tick just sealed, and what the pen writes from now on acknowledges it.</summary>
    public void Acknowledge()
    {
        Host.Replication.Acks.EndSend(ref Host.Replication.Acks.BeginSend(Room.Tick, 0), new SlotSet(), new SlotSet(), wireBytes: 0);
        Ack = new AckField(Host.Replication.Acks.SentSequence, ulong.MaxValue);
    }

    public byte[] Write(in InputHeader header, IEnumerable<int[]> rows, int[]? ages = null)
    {
        var buffer = new byte[DatagramLimits.InputBytesMax];
        var writer = new BitWriter(buffer);
        InputDatagram.WriteHeader(ref writer, header);
        InputDatagram.WriteViewAges(ref writer, ages ?? [.. Enumerable.Repeat(header.ViewAge, header.Count)]);
        var before = new int[5];
        foreach (var row in rows)
        {
            InputDatagram.WriteInput(ref writer, Room.Game.Schema.Input, before, row);
            before = row;
        }

        return buffer[..writer.Finish()];
    }

    public bool Receive(byte[] datagram, long arrivalAfterTick = 1_000_000) => Host.TryReceive(datagram, Now + arrivalAfterTick, Now);

    /// <summary>All that a datagram could change on the server, as one line to compare.</summary>
    public string State() =>
        $"{Host.InputSequence} {Seat.Inputs.Depth} {Seat.Inputs.NewestReceived} {Seat.ViewTick} {Host.Replication.Acks.SentSequence} {Host.Replication.Acks.Counters.Acks} " +
        $"{Host.Replication.Acks.Counters.AcksRefused} {Host.Replication.Acks.Counters.HashChecks} {Host.Counters.InputsLate} {Host.Counters.InputsRefused}";
}
