using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;

namespace GameServer.Sessions;

/// <summary>A hello that may come in, and what its token grants; null when it came without one.</summary>
internal sealed record Admission(Hello Hello, TokenGrant? Grant);
