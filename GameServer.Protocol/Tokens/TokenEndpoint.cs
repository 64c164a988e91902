namespace GameServer.Protocol.Tokens;

/// <summary>Where a token's room is served.</summary>
/// <param name="Host">Name or address, 1 to 64 chars of <c>[A-Za-z0-9._:-]</c>: other names in their ASCII form, IPv6 without brackets.</param>
/// <param name="Port">UDP port, 1 to 65535.</param>
public readonly record struct TokenEndpoint(string Host, int Port)
{
    /// <summary>Longest <see cref="Host"/>, in chars; the shortest has 1.</summary>
    public const int HostCharsMax = TokenLimits.HostCharsMax;
}
