namespace GameServer.Protocol.Bits;

/// <summary>Where some bits lie among others.</summary>
/// <param name="Begin">The first of them.</param>
/// <param name="Bits">How many they are.</param>
public readonly record struct BitStretch(int Begin, int Bits)
{
    /// <summary>The bit behind the last.</summary>
    public int End => Begin + Bits;
}
