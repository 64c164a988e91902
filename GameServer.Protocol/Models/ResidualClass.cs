using GameServer.Simulation.Numerics;

namespace GameServer.Protocol.Models;

/// <summary>
/// Sizes of residuals: 0 to 7 are classes of their own, above them there are two classes to an octave, within which the rest
/// of the number is plain bits. <see cref="Escape"/> and more means: not a residual, the values themselves.
/// </summary>
internal static class ResidualClass
{
    public const int Exact = 8;
    public const int BitsMax = 20;

    /// <summary>How many of a greatest residual's plain bits are part of its symbol: an alphabet of six wastes a tenth of a bit.</summary>
    public const int LeadingBits = 2;
    public const int Escape = Exact + ((BitsMax - 3) * 2);

    public static int Of(uint magnitude)
    {
        if (magnitude < Exact)
        {
            return (int)magnitude;
        }

        var top = BitMath.BitsFor(magnitude) - 1;
        return top >= BitsMax ? Escape : Exact + ((top - 3) * 2) + (int)((magnitude >> (top - 1)) & 1);
    }

    /// <summary>Plain bits behind the class.</summary>
    public static int RawBits(int residualClass) => residualClass < Exact ? 0 : 2 + ((residualClass - Exact) >> 1);

    /// <summary>The smallest magnitude of the class.</summary>
    public static int Smallest(int residualClass) =>
        residualClass < Exact ? residualClass : (2 + ((residualClass - Exact) & 1)) << (2 + ((residualClass - Exact) >> 1));
}
