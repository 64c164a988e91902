namespace GameServer.Reports;

/// <summary>
/// The bytes of a tick trace: a header, then one block per room index, each a ring of its last ticks. Little endian, everything
/// 8-byte aligned. The one file that writer and readers of other processes share; refers to nothing.
/// </summary>
/// <remarks>
/// <code>
/// header   0  u64 magic    8  i32 rooms   12  i32 ticks per room   16..63 zero
/// block    0  i64 newest sealed tick, 0 before the first   8  i64 room id   16..63 zero   64  entries
/// entry    0  i64 tick, 0 for none   8  i64 nanoseconds of CLOCK_MONOTONIC at which the tick's state was final
///         16  i64 when it was due   24  i64 when it began   32  i64 when it ended, 0 before
/// </code>
/// A room's block is its id modulo the rooms, a tick's entry its number modulo the ticks per room. An entry is written tick 0,
/// time, tick; then the block's newest; at the tick's end when it was due and began, then when it ended. So a reader takes the tick, the time, the tick again, and believes equal ticks.
/// </remarks>
internal static class TickTraceLayout
{
    /// <summary>"GSTRACE2" as bytes.</summary>
    public const ulong Magic = 0x3245434152545347;

    public const int Rooms = 1024;
    public const int TicksPerRoom = 256;

    public const int MagicOffset = 0;
    public const int RoomsOffset = 8;
    public const int TicksPerRoomOffset = 12;
    public const int HeaderBytes = 64;

    public const int NewestOffset = 0;
    public const int RoomIdOffset = 8;
    public const int EntriesOffset = 64;

    public const int EntryBytes = 40;
    public const int EntryTickOffset = 0;
    public const int EntryTimeOffset = 8;
    public const int EntryDueOffset = 16;
    public const int EntryBegunOffset = 24;
    public const int EntryEndedOffset = 32;

    public const int BlockBytes = EntriesOffset + (TicksPerRoom * EntryBytes);
    public const long FileBytes = HeaderBytes + ((long)Rooms * BlockBytes);

    public static long BlockOf(uint roomId) => HeaderBytes + ((long)(roomId % Rooms) * BlockBytes);

    /// <summary>From the start of the block.</summary>
    public static int EntryOf(uint tick) => EntriesOffset + ((int)(tick % TicksPerRoom) * EntryBytes);
}
