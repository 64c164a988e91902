using GameServer.Protocol.Control;

namespace GameServer.Sessions;

/// <summary>An admitted hello on its way to its connection, and where it came from; no source for loopback.</summary>
internal sealed record Arrival(Hello Hello, SourceAddress? Source);
