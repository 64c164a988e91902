using BenchmarkDotNet.Attributes;
using GameServer.Benchmarks.Cubes;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Micro;

/// <summary>Nanoseconds per moving cube in the shipped model: bodies that tumble, against three rows. Without a recording they fall by a rule of their own.</summary>
[MemoryDiagnoser]
public class ModelledCodecBenchmarks
{
    private const int Entities = 100;
    private const int Kind = 1;

    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly int[][][] rows = new int[Entities][][];
    private readonly int[] read = new int[8];
    private readonly BaselineAges ages = new(6, 9, 12);
    private EntityCodec codec = null!;

    [GlobalSetup]
    public void Prepare()
    {
        codec = new EntityCodec(new CubesGame().Schema, 60, CubesModel.Load());
        var random = new Random(1);
        for (var i = 0; i < Entities; i++)
        {
            int x = random.Next(-9000, 9000), speed = random.Next(-30, 30), turn = random.Next(-6, 6), height = random.Next(102, 900);
            rows[i] = [.. ((int[])[0, -6, -9, -12]).Select(tick => (int[])
            [
                x + (speed * tick), x - (speed * tick / 2), Math.Max(102, height - (tick * tick / 4)), 3,
                256 + (turn * tick), 200 - (turn * tick), 300 + (turn * tick / 2), 1,
            ])];
        }

        EncodeDelta();
    }

    [Benchmark(OperationsPerInvoke = Entities)]
    public int EncodeDelta()
    {
        var writer = new BitWriter(buffer);
        foreach (var row in rows)
        {
            codec.WriteDelta(ref writer, Kind, new BaselineRows(ages, row[1], row[2], row[3]), row[0]);
        }

        return writer.Finish();
    }

    [Benchmark(OperationsPerInvoke = Entities)]
    public int DecodeDelta()
    {
        var reader = new BitReader(buffer);
        var sum = 0;
        foreach (var row in rows)
        {
            sum += codec.TryReadDelta(ref reader, Kind, new BaselineRows(ages, row[1], row[2], row[3]), read) ? read[0] : throw new InvalidOperationException();
        }

        return sum;
    }
}
