namespace GameServer.Protocol.Recordings;

/// <summary>
/// The numbers of the file: a head (magic, version, schema hash, tick rate, stride), then one part per tick: steps since the tick
/// before, how many slots, and runs of slots of one <see cref="SlotKind"/>. Numbers behind the head are varints, 7 bits a byte.
/// </summary>
internal static class RecordingFormat
{
    public const uint Magic = 0x43455247; // "GREC"
    public const byte Version = 1;
    public const int HeadBytes = 4 + 1 + 8 + 2 + 2;
    public const int TickRateMax = 1000;
    public const int KindBits = 2;
    public const int SlotsMax = ushort.MaxValue;

    /// <summary>How far the last tick may be from the first: about five hours at 60 Hz.</summary>
    public const int TicksMax = 1 << 20;

    /// <summary>What a reader holds at most, in numbers of 32 bits: a recording that has more is refused.</summary>
    public const int NumbersMax = 1 << 27;
}
