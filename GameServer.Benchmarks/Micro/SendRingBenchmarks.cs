using BenchmarkDotNet.Attributes;
using GameServer.Protocol.Datagrams;
using GameServer.Sockets;

namespace GameServer.Benchmarks.Micro;

/// <summary>The one copy between a snapshot's batch and the memory that the kernel reads: 64 datagrams into the slots of a ring, no system call.</summary>
[MemoryDiagnoser]
public class SendRingBenchmarks : IDisposable
{
    private const int Slots = 64;

    private readonly byte[] batch = new byte[Slots * DatagramLimits.DatagramBytesMax];
    private readonly SendRing ring = new(-1, Slots + 1, DatagramLimits.DatagramBytesMax);

    [Params(200, 1100)]
    public int Bytes { get; set; }

    [Benchmark(OperationsPerInvoke = Slots)]
    public void CopyIntoTheRing()
    {
        for (var i = 0; i < Slots; i++)
        {
            var next = ring.Next;
            next[0] = 0;
            batch.AsSpan(i * Bytes, Bytes).CopyTo(next[1..]);
            ring.Put(default, 1 + Bytes);
        }

        ring.Clear();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        ring.Dispose();
        GC.SuppressFinalize(this);
    }
}
