using BenchmarkDotNet.Attributes;
using GameServer.Protocol.Datagrams;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Timing;

namespace GameServer.Benchmarks.Micro;

/// <summary>One tick of a room: the rules alone, and with a snapshot for every seat whose acks come two ticks later.</summary>
[MemoryDiagnoser]
public class RoomBenchmarks
{
    private ArenaCrowd arena = null!;
    private ArenaCrowd field = null!;
    private ArenaCrowd served = null!;
    private RoomHost host = null!;
    private AckField[] acks = [];

    [GlobalSetup]
    public void Prepare()
    {
        arena = new ArenaCrowd(16, "map=arena").WarmedUp();
        field = new ArenaCrowd(100, "map=field").WarmedUp();
        served = new ArenaCrowd(100, "map=field").WarmedUp();
        host = new RoomHost(1, "room", served.Room, new RoomHostSettings { SnapshotRate = 60 }, new NoClock());
        acks = new AckField[served.Room.Seats.Length];
        for (var i = 0; i < 200; i++)
        {
            TickAndSnapshotsOfFieldOf100();
        }
    }

    [Benchmark]
    public void TickOfArenaOf16() => arena.Step();

    [Benchmark]
    public void TickOfFieldOf100() => field.Step();

    [Benchmark]
    public long TickAndSnapshotsOfFieldOf100()
    {
        served.OfferInputs();
        host.Tick(Nowhere.Instance, trace: null);
        var records = 0L;
        foreach (var seat in host.Seats)
        {
            var tracker = seat.Replication.Acks;
            ref var ack = ref acks[seat.Seat.Id.Index];
            if (tracker.SentSequence > 2)
            {
                ack = ack.With(tracker.SentSequence - 2);
                tracker.TryAcknowledge(tracker.SentSequence, ack, clientHash: null);
            }

            records += tracker.Counters.Records;
        }

        return records;
    }

    private sealed class NoClock : IMonotonicClock
    {
        public long Now => 0;
    }

    private sealed class Nowhere : IRoomOutput
    {
        public static Nowhere Instance { get; } = new();

        public void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram)
        {
        }

        public void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload)
        {
        }
    }
}
