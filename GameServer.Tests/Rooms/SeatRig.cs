using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Protocol.Snapshots;
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
        Host = new SeatHost(Room, seat!, new RoomHostSettings(), new RoomQuality());
        Step(ticks);
    }

    public Room Room { get; }

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
    public byte[] Write(Tick newest, int count = 1, int x = 100, int viewAge16 = 0, bool drop = false) =>
        Write(new InputHeader(++sequence, default, null, newest, viewAge16, count), Enumerable.Repeat<int[]>([x, 0, 0, 0, drop ? 1 : 0], count));

    public byte[] Write(in InputHeader header, IEnumerable<int[]> rows)
    {
        var buffer = new byte[DatagramLimits.InputBytesMax];
        var writer = new BitWriter(buffer);
        InputDatagram.WriteHeader(ref writer, header);
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
