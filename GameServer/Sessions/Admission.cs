using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;

namespace GameServer.Sessions;

/// <summary>A hello that may come in, on its way to its connection.</summary>
/// <param name="Hello">What it said.</param>
/// <param name="Grant">What its token grants; null when it came without one.</param>
/// <param name="Source">Where it came from; null for loopback.</param>
internal sealed record Admission(Hello Hello, TokenGrant? Grant, SourceAddress? Source = null);
