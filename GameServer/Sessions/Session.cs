using GameServer.Rooms;
using GameServer.Simulation.Rooms;
using GameServer.Transport;

namespace GameServer.Sessions;

/// <summary>
/// A player across connections: holds the seat, and the secret that takes it back. Owned by the shard's thread. Ends when the
/// player leaves, the linger time passes or the room is gone.
/// </summary>
internal sealed class Session(byte[] resumeSecret, RoomHost host, Seat seat, string playerId)
{
    /// <summary>Chat lines that one player may say: so many at once, and so many a second from then on.</summary>
    public const int ChatsAtOnce = 10;

    public const int ChatsPerSecond = 2;

    private Allowance chats = new(ChatsPerSecond, ChatsAtOnce);

    public byte[] ResumeSecret { get; } = resumeSecret;

    public RoomHost Host { get; } = host;

    public Seat Seat { get; } = seat;

    /// <summary>Who the connect token says it is; empty for a player that came without one.</summary>
    public string PlayerId { get; } = playerId;

    /// <summary>The connection it is on, or null while it lingers.</summary>
    public ConnectionId? Connection { get; set; }

    /// <summary>Where it joined from, for <see cref="SourceLimits"/>; null for loopback.</summary>
    public SourceAddress? Source { get; init; }

    /// <summary>When a lingering session is given up, in nanoseconds of the shard's clock.</summary>
    public long LingersUntil { get; set; }

    /// <summary>Whether the player may say one more line now; the answer yes uses it up.</summary>
    public bool MayChat(long nanoseconds)
    {
        chats.Refill(TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick));
        return chats.TryTake();
    }
}
