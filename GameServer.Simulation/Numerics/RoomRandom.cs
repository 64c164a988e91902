namespace GameServer.Simulation.Numerics;

/// <summary>
/// The room's random numbers: PCG-XSH-RR 64/32 (O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms", 2014). Part of the room's state, so the same seed and inputs give the same match. A mutable struct: pass by ref.
/// </summary>
public struct RoomRandom
{
    private const ulong Multiplier = 6364136223846793005UL;
    private readonly ulong increment;
    private ulong state;

    /// <summary>A generator whose whole sequence follows from <paramref name="seed"/> and <paramref name="stream"/>.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Generators of one seed and different streams are independent.</param>
    public RoomRandom(ulong seed, ulong stream = 0)
    {
        unchecked
        {
            increment = (Mix.Finish(stream) << 1) | 1;
            state = (Mix.Finish(seed) + increment) * Multiplier + increment;
        }
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt()
    {
        unchecked
        {
            var old = state;
            state = old * Multiplier + increment;
            var shifted = (uint)(((old >> 18) ^ old) >> 27);
            var turn = (int)(old >> 59);
            return (shifted >> turn) | (shifted << (-turn & 31));
        }
    }

    /// <summary>A number from 0 up to but not including <paramref name="bound"/> (at least 1), by multiply and shift: bias below 2^-32 x bound.</summary>
    public int NextInt(int bound)
    {
        if (bound < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(bound), bound, "The bound must be at least 1.");
        }

        return (int)(((ulong)NextUInt() * (ulong)bound) >> 32);
    }

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    public float NextFloat() => (NextUInt() >> 8) * (1f / (1 << 24));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextFloat(float low, float high)
    {
        var value = low + (high - low) * NextFloat();
        return value < high ? value : low; // The sum may round up to the end that is left out.
    }
}
