using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// The evenly spaced values that a float may have on the wire, and the two ways to round to them. Doubles are used inside so
/// that every grid index of up to 2^31 is exact. Values outside saturate; not-a-number becomes the grid value nearest zero.
/// </summary>
internal readonly struct Grid(double step, int min, int max)
{
    public readonly int Min = min;
    public readonly int Max = max;
    private readonly double inverse = 1 / step;

    public float Value(int index) => (float)(index * step);

    public int Nearest(float value) => Saturate(Math.Floor((value * inverse) + 0.5));

    /// <summary>
    /// floor(x / step + phi), phi low-discrepancy over ticks: a value that moves by less than a step per tick is carried up in
    /// the right share of ticks instead of being swallowed. A value on the grid stays where it is, so things at rest rest.
    /// </summary>
    public int Integrated(float value, uint phase)
    {
        var nearest = Nearest(value);
        return Value(nearest) == value ? nearest : Saturate(Math.Floor((value * inverse) + (phase * (1.0 / 4294967296.0))));
    }

    private int Saturate(double index)
    {
        if (index >= Min && index <= Max)
        {
            return (int)index;
        }

        // The comparison above is false for not-a-number too.
        return index > Max ? Max : index < Min ? Min : Math.Max(Min, Math.Min(Max, 0));
    }
}

/// <summary>
/// The rounding phase of one entity at one tick: golden-ratio steps over ticks (a Kronecker sequence, whose share of hits
/// below any threshold is off by O(log n / n)), shifted per entity and column so that neighbours do not round together.
/// </summary>
internal readonly struct SealPhase(Tick tick, uint key)
{
    private readonly uint tickPart = unchecked(tick.Number * 2654435769u);

    public uint For(int column)
    {
        unchecked
        {
            var hash = (key * 0x85EBCA6Bu) ^ ((uint)(column + 1) * 0xC2B2AE35u);
            hash ^= hash >> 15;
            hash *= 0x2C1B3C6Du;
            hash ^= hash >> 12;
            return tickPart + (hash * 0x297A2D39u);
        }
    }
}
