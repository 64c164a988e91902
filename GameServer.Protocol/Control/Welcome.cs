namespace GameServer.Protocol.Control;

/// <summary>The seat that a client was given. Equality compares <see cref="ResumeSecret"/> by reference, not by content.</summary>
/// <param name="RoomId">Number of the room within its server.</param>
/// <param name="Room">Name of the room, 1 to <see cref="ControlLimits.RoomNameCharsMax"/> chars of <c>[A-Za-z0-9._-]</c>.</param>
/// <param name="Seat">This client's seat, 0 to <paramref name="SeatsMax"/> - 1.</param>
/// <param name="SeatsMax">Seats of the room, 1 to <see cref="ControlLimits.SeatsMax"/>.</param>
/// <param name="TickRate">Ticks per second, 1 to <see cref="ControlLimits.TickRateMax"/>.</param>
/// <param name="SnapshotRate">Snapshots per second, 1 to <paramref name="TickRate"/>.</param>
/// <param name="Tick">The room's newest tick when this was written; where the client's clock starts.</param>
/// <param name="HistoryTicks">Length of the server's history, 1 to <see cref="ControlLimits.HistoryTicksMax"/> ticks; the client keeps as much.</param>
/// <param name="Config">The match's configuration as its allocator gave it, at most <see cref="ControlLimits.ConfigBytesMax"/> bytes of UTF-8.</param>
/// <param name="ResumeSecret">What proves this player on a later connection, <see cref="ControlLimits.ResumeSecretBytes"/> bytes.</param>
/// <param name="SnapshotSequence">Sequence number of the first snapshot datagram that will follow.</param>
/// <param name="InputSequence">Sequence number that the client's first input datagram shall carry.</param>
/// <param name="Resumed">True when an earlier session was taken up again, false when the seat is new.</param>
public sealed record Welcome(
    uint RoomId,
    string Room,
    int Seat,
    int SeatsMax,
    int TickRate,
    int SnapshotRate,
    uint Tick,
    int HistoryTicks,
    string Config,
    ReadOnlyMemory<byte> ResumeSecret,
    ulong SnapshotSequence,
    ulong InputSequence,
    bool Resumed);
