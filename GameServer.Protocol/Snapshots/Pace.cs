using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// How fast a room goes: its server's answer to more work than it has time for. Every snapshot says it, so that a client's clocks go as the room does.
/// </summary>
/// <remarks>The default value is a room's full pace.</remarks>
public readonly record struct Pace
{
    /// <summary>What a whole <see cref="Tempo"/> is on the wire.</summary>
    public const int WholeTempo = 64;

    /// <summary>The slowest tempo, in 64ths: a tenth. A room that needs more time still is better ended.</summary>
    public const int TempoMin = 6;

    private const int TempoBits = 6;

    private readonly byte slowness;

    /// <summary>A pace.</summary>
    /// <param name="isSparing">Whether only every other snapshot is sent.</param>
    /// <param name="tempo">How fast the room's time goes, in 64ths of real time: <see cref="TempoMin"/> to <see cref="WholeTempo"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tempo is none.</exception>
    public Pace(bool isSparing, int tempo)
    {
        if (tempo is < TempoMin or > WholeTempo)
        {
            throw new ArgumentOutOfRangeException(nameof(tempo));
        }

        (IsSparing, slowness) = (isSparing, (byte)(WholeTempo - tempo));
    }

    /// <summary>Whether only every other snapshot is sent.</summary>
    public bool IsSparing { get; }

    /// <summary>How fast the room's time goes, in 64ths of real time: <see cref="TempoMin"/> to <see cref="WholeTempo"/>.</summary>
    public int Tempo => WholeTempo - slowness;

    /// <summary>The dilation factor: seconds of the room in one second, 0.09 to 1.</summary>
    public double Rate => Tempo / (double)WholeTempo;

    /// <summary>Of the snapshots that a room at full pace sends, one in so many is sent.</summary>
    public int SnapshotsPerSent => IsSparing ? 2 : 1;

    /// <summary>Whether nothing is held back.</summary>
    public bool IsFull => this == default;

    internal void Write(ref BitWriter writer)
    {
        writer.Write(!IsFull);
        if (!IsFull)
        {
            writer.Write(IsSparing);
            writer.Write(slowness, TempoBits);
        }
    }

    // The full pace has one way to be said, and a tempo below the slowest none.
    internal static bool TryRead(ref BitReader reader, out Pace pace)
    {
        pace = default;
        if (!reader.ReadBit())
        {
            return true;
        }

        var isSparing = reader.ReadBit();
        var tempo = WholeTempo - (int)reader.Read(TempoBits);
        if (tempo < TempoMin)
        {
            return false;
        }

        pace = new Pace(isSparing, tempo);
        return !pace.IsFull;
    }
}
