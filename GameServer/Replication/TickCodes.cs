using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// One room's entity codes of one tick, each made on first use and then copied into every datagram that needs it: a code depends
/// on the entity and its baseline's age, never on the client. Owned by the room's thread; forgotten with the next tick.
/// </summary>
internal sealed class TickCodes
{
    private readonly EntityCodec codec;
    private readonly History history;
    private readonly ExactnessRules rules;
    private readonly int entityBytesMax;
    private readonly Code[][] byAge;
    private readonly SealedTick?[] baselines;
    private readonly List<int> agesInUse = [];
    private byte[] buffer = new byte[4096];
    private int used;
    private SealedTick now;

    public TickCodes(EntityCodec codec, History history, ExactnessRules rules)
    {
        (this.codec, this.history, this.rules) = (codec, history, rules);
        entityBytesMax = 16 + (codec.Schema.Stride * 5);
        byAge = new Code[history.Length][];
        Array.Fill(byAge, []);
        baselines = new SealedTick?[history.Length];
        Begin(now = history.Newest);
    }

    public SealedTick Now => now;

    public ReadOnlySpan<byte> Bytes => buffer;

    /// <summary>Codes written since the room began; less than the copies made of them by the factor that sharing gains.</summary>
    public long Encoded { get; private set; }

    public void Begin(SealedTick tick)
    {
        foreach (var age in agesInUse)
        {
            byAge[age].AsSpan().Clear();
            baselines[age] = null;
        }

        agesInUse.Clear();
        now = tick;
        used = 0;
        if (byAge[0].Length < now.SlotCount)
        {
            Widen(Simulation.Numerics.BitMath.PowerOfTwoAtLeast(now.SlotCount));
        }
    }

    /// <summary>The code of a slot's entity, whole.</summary>
    public Code Whole(int slot)
    {
        ref var code = ref At(0, slot);
        if (!code.IsMade)
        {
            var writer = Reserve();
            codec.WriteWhole(ref writer, now.HeadAt(slot), now.RowAt(slot));
            code = Keep(ref writer);
        }

        return code;
    }

    /// <summary>The code of a slot's entity against the same slot some ticks ago; false when another entity, or none, was there.</summary>
    public bool TryDelta(int slot, int age, out Code code)
    {
        ref var place = ref At(age, slot);
        if (place.IsMade)
        {
            code = place;
            return !code.IsRefused;
        }

        code = place = Make(slot, age);
        return !code.IsRefused;
    }

    private Code Make(int slot, int age)
    {
        var head = now.HeadAt(slot);
        if (baselines[age] is not { } baseline || !IsSameEntity(baseline.HeadAt(slot), head))
        {
            return Code.Refused;
        }

        ReadOnlySpan<int> from = baseline.RowAt(slot), to = now.RowAt(slot);
        if (from.SequenceEqual(to))
        {
            return Code.Same;
        }

        var writer = Reserve();
        codec.WriteDelta(ref writer, head.Kind, new BaselineRows(new BaselineAges(age), from), to);
        return Keep(ref writer);
    }

    // Rule 5.
    private bool IsSameEntity(EntityHead baseline, EntityHead head) =>
        rules.Has(ExactnessRules.DeltaStaysWithItsEntity) ? baseline == head : baseline.IsPresent && baseline.Kind == head.Kind;

    private ref Code At(int age, int slot)
    {
        if (baselines[age] is null)
        {
            Open(age);
        }

        return ref byAge[age][slot];
    }

    private void Open(int age)
    {
        agesInUse.Add(age);
        // An age beyond the history keeps "now" as a mark that the table is open; nobody asks for such a baseline.
        baselines[age] = age > 0 && history.TryGet(now.Tick + -age, out var state) ? state : now;
    }

    // Every age at once: which ones come up is the network's mood, and a settled room must not allocate for it.
    private void Widen(int slots)
    {
        for (var age = 0; age < byAge.Length; age++)
        {
            byAge[age] = new Code[slots];
        }
    }

    private BitWriter Reserve()
    {
        if (buffer.Length - used < entityBytesMax)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        return new BitWriter(buffer.AsSpan(used));
    }

    private Code Keep(ref BitWriter writer)
    {
        var code = new Code((used * 8) + 1, writer.Position);
        used += writer.Finish();
        Encoded++;
        return code;
    }

    /// <summary>Where a code's bits lie. The default value is "not made yet".</summary>
    internal readonly record struct Code(int OffsetPlusOne, int Bits)
    {
        public static Code Same => new(-1, 0);

        public static Code Refused => new(-2, 0);

        public bool IsMade => OffsetPlusOne != 0;

        public bool IsSame => OffsetPlusOne == -1;

        public bool IsRefused => OffsetPlusOne == -2;

        public int Offset => OffsetPlusOne - 1;
    }
}
