using GameServer.Fleet;

namespace GameServer.Http;

/// <summary>What the HTTP side asks: each answers on any thread, from copies or by a question to a shard.</summary>
internal sealed record FleetServices(
    string Game, IReadOnlyList<ShardPlace> Places, RoomDirectory Directory, Allocator Allocator, NodeReports Reports, NodeDrain Drain, RoomMover Mover, TimeProvider Time);
