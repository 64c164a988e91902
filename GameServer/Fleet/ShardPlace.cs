using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Fleet;

/// <summary>A shard as allocation sees it: where clients reach it, who makes its rooms, and how much has been put on it.</summary>
/// <param name="thread">Its thread.</param>
/// <param name="maker">Makes rooms for it.</param>
/// <param name="port">Its UDP port.</param>
internal sealed class ShardPlace(ShardThread thread, RoomMaker maker, int port)
{
    public ShardThread Thread { get; } = thread;

    public RoomMaker Maker { get; } = maker;

    public int Port { get; } = port;

    /// <summary>Predicted cost of the rooms that were allocated here and have not ended. Guarded by the allocator's lock.</summary>
    public double Cost { get; set; }
}
