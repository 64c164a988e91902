using BenchmarkDotNet.Attributes;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Benchmarks.Micro;

/// <summary>Nanoseconds per entity: a hundred running fighters, whole and against their state of some ticks ago.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private const int Entities = 100;

    private readonly byte[] whole = new byte[16 * 1024];
    private readonly byte[] delta = new byte[16 * 1024];
    private readonly byte[] scratch = new byte[16 * 1024];
    private readonly int[] offsets = new int[Entities + 1];
    private EntityCodec codec = null!;
    private SealedTick now = null!;
    private SealedTick before = null!;
    private int[] slots = [];
    private int[] row = [];

    /// <summary>Age of the baseline in ticks: a round trip, more or less.</summary>
    [Params(2, 6)]
    public int Age { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var crowd = new ArenaCrowd(Entities, "map=field").WarmedUp();
        codec = new EntityCodec(crowd.Room.Game.Schema, crowd.Room.Settings.TickRate);
        crowd.Room.History.TryGet(crowd.Ago(0), out now);
        crowd.Room.History.TryGet(crowd.Ago(Age), out before);
        slots = crowd.AvatarSlots();
        row = new int[codec.Schema.Stride];
        WriteWhole(whole);
        WriteDelta(delta);
    }

    [Benchmark(OperationsPerInvoke = Entities)]
    public int EncodeWhole() => WriteWhole(scratch);

    [Benchmark(OperationsPerInvoke = Entities)]
    public int EncodeDelta() => WriteDelta(scratch);

    [Benchmark(OperationsPerInvoke = Entities)]
    public int DecodeWhole()
    {
        var reader = new BitReader(whole);
        var sum = 0;
        foreach (var _ in slots)
        {
            Array.Clear(row);
            sum += codec.TryReadWhole(ref reader, row, out EntityHead _) ? row[0] : throw new InvalidOperationException();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Entities)]
    public int DecodeDelta()
    {
        var reader = new BitReader(delta);
        var sum = 0;
        foreach (var slot in slots)
        {
            sum += codec.TryReadDelta(ref reader, now.HeadAt(slot).Kind, new BaselineRows(new BaselineAges(Age), before.RowAt(slot)), row) ? row[0] : throw new InvalidOperationException();
        }

        return sum;
    }

    /// <summary>What a code costs that another client's datagram has already paid for.</summary>
    [Benchmark(OperationsPerInvoke = Entities)]
    public int CopyDelta()
    {
        var writer = new BitWriter(scratch);
        writer.Write(true); // So that it is not a copy of whole bytes.
        for (var i = 0; i < Entities; i++)
        {
            writer.Copy(delta, offsets[i], offsets[i + 1] - offsets[i]);
        }

        return writer.Finish();
    }

    private int WriteWhole(byte[] buffer)
    {
        var writer = new BitWriter(buffer);
        foreach (var slot in slots)
        {
            codec.WriteWhole(ref writer, now.HeadAt(slot), now.RowAt(slot));
        }

        return writer.Finish();
    }

    private int WriteDelta(byte[] buffer)
    {
        var writer = new BitWriter(buffer);
        for (var i = 0; i < Entities; i++)
        {
            offsets[i] = writer.Position;
            codec.WriteDelta(ref writer, now.HeadAt(slots[i]).Kind, new BaselineRows(new BaselineAges(Age), before.RowAt(slots[i])), now.RowAt(slots[i]));
        }

        offsets[Entities] = writer.Position;
        return writer.Finish();
    }
}
