using GameServer.Simulation.Identity;

namespace GameServer.Rooms;

/// <summary>Where a room's words go: to whoever knows connections. Called on the room's thread, during its tick.</summary>
internal interface IRoomOutput
{
    void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram);

    /// <summary>A reliable event to one seat, or to all when the seat is none.</summary>
    void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload);
}
