using GameServer.Transport;

namespace GameServer.Sessions;

/// <summary>The sessions of a room that goes to another shard, and the connections that they were on: those stay behind. Handed from thread to thread with the room.</summary>
internal sealed record MovingSessions(IReadOnlyList<Session> Sessions, IReadOnlyList<ConnectionId> Connections);
