using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Fleet;

/// <summary>A shard as allocation sees it: where clients reach it, who makes its rooms, and how much is on it.</summary>
/// <param name="thread">Its thread.</param>
/// <param name="maker">Makes rooms for it.</param>
/// <param name="port">Its UDP port.</param>
internal sealed class ShardPlace(ShardThread thread, RoomMaker maker, int port)
{
    private int underway;

    public ShardThread Thread { get; } = thread;

    public RoomMaker Maker { get; } = maker;

    public int Port { get; } = port;

    /// <summary>Rooms that are on their way here, so that many at once do not all go where it was cheapest before them.</summary>
    public int Underway => Volatile.Read(ref underway);

    /// <summary>Where the next room costs least: what the rooms here take, and those on their way as if each took a hundredth.</summary>
    public double Cost => Thread.Committed + (Underway / 100.0);

    public void Expect() => Interlocked.Increment(ref underway);

    public void Arrive() => Interlocked.Decrement(ref underway);
}
