using BenchmarkDotNet.Attributes;
using GameServer.Rooms;
using GameServer.Simulation.Identity;

namespace GameServer.Benchmarks.Micro;

/// <summary>A tick's worth of input datagrams into the inbox and out of it, per datagram.</summary>
[MemoryDiagnoser]
public class RoomInboxBenchmarks
{
    private const int Seats = 100;

    private readonly RoomInbox inbox = new(Seats);
    private readonly byte[] datagram = new byte[30];

    [Benchmark(OperationsPerInvoke = Seats)]
    public int AddAndDrain()
    {
        for (var seat = 0; seat < Seats; seat++)
        {
            inbox.TryAdd(new SeatId(seat), datagram, arrival: seat);
        }

        int cursor = 0, bytes = 0;
        while (inbox.TryRead(ref cursor, out _, out var read, out _))
        {
            bytes += read.Length;
        }

        inbox.Clear();
        return bytes;
    }
}
