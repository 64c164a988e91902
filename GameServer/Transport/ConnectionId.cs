namespace GameServer.Transport;

/// <summary>
/// One connection: a UDP peer's life. <see cref="Index"/> is in [0, ConnectionsMax) and is reused; each reuse carries a new
/// <see cref="Generation"/>, so an id kept too long names nothing instead of somebody else. Generation 0 is never given out.
/// </summary>
public readonly record struct ConnectionId(int Index, uint Generation);
