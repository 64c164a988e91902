namespace GameServer.Shards;

/// <summary>A shard has as many questions waiting as it takes. Asking again a little later is right.</summary>
internal sealed class ShardBusyException(int shard) : Exception($"Shard {shard} has too many questions waiting.");
