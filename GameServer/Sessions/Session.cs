using GameServer.Rooms;
using GameServer.Simulation.Rooms;
using GameServer.Transport;

namespace GameServer.Sessions;

/// <summary>
/// A player across connections: holds the seat, and the secret that takes it back. Owned by the shard's thread. Ends when the
/// player leaves, the linger time passes or the room is gone.
/// </summary>
internal sealed class Session(byte[] resumeSecret, RoomHost host, Seat seat)
{
    public byte[] ResumeSecret { get; } = resumeSecret;

    public RoomHost Host { get; } = host;

    public Seat Seat { get; } = seat;

    /// <summary>The connection it is on, or null while it lingers.</summary>
    public ConnectionId? Connection { get; set; }

    /// <summary>When a lingering session is given up, in nanoseconds of the shard's clock.</summary>
    public long LingersUntil { get; set; }
}
