using System.Runtime.InteropServices;
using CsCheck;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

/// <summary>One struct with its declared fields, outside any game: seals it and loads it back.</summary>
internal sealed class FieldRig<T>
    where T : unmanaged
{
    private readonly RecordLayout<T> layout;

    public FieldRig(Action<EntityBuilder<T>> declare)
    {
        var builder = new EntityBuilder<T>("thing", 1);
        declare(builder);
        Columns = [.. builder.Public.Columns];
        layout = builder.Public.Layout();
    }

    public Column[] Columns { get; }

    public int[] Seal(ref T item, uint tick = 1, uint key = 7)
    {
        var row = new int[Columns.Length];
        layout.Seal(ref item, row, new SealPhase(new Tick(tick), key));
        return row;
    }

    public T Load(params int[] row)
    {
        var item = default(T);
        layout.Load(ref item, row);
        return item;
    }

    public T Blend(int[] from, int[] to, float share)
    {
        var item = default(T);
        layout.Blend(ref item, from, to, share);
        return item;
    }

    public T Sealed(T item, uint tick = 1)
    {
        Seal(ref item, tick);
        return item;
    }

    /// <summary>What holds for every field: in range, loaded as equal bits, and at rest from the first seal on.</summary>
    public void AssertSealsForGood(T value, uint tick)
    {
        var sealedOnce = value;
        var row = Seal(ref sealedOnce, tick, key: tick * 31);
        for (var i = 0; i < row.Length; i++)
        {
            Assert.That(row[i], Is.InRange(Columns[i].Min, Columns[i].Max), Columns[i].Name);
        }

        Assert.That(Bits(Load(row)), Is.EqualTo(Bits(sealedOnce)), "loaded");
        var sealedAgain = sealedOnce;
        for (uint later = 1; later <= 3; later++)
        {
            Assert.That(Seal(ref sealedAgain, tick + later, key: tick * 31), Is.EqualTo(row), "sealed again");
            Assert.That(Bits(sealedAgain), Is.EqualTo(Bits(sealedOnce)), "sealed again");
        }
    }

    // Equality of floats takes -0 for 0 and no NaN for itself; what travels is bits.
    private static string Bits(T item) => Convert.ToHexString(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref item, 1)));
}

/// <summary>Floats as a game's bugs make them: any bits, the well-known troublemakers, and many in the usual range.</summary>
internal static class Floats
{
    public static readonly Gen<float> Any = Gen.Frequency(
        (2, Gen.UInt.Select(BitConverter.UInt32BitsToSingle)),
        (1, Gen.OneOf(0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1f, -1f, 0.5f)),
        (2, Gen.Float[-600, 600]),
        (2, Gen.Int[-70_000, 70_000].Select(i => i / 128f)),
        (2, Gen.Float[-4, 4]),
        (1, Gen.Float[-1e-3f, 1e-3f]));
}
