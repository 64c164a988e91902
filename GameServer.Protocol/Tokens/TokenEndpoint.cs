namespace GameServer.Protocol.Tokens;

/// <summary>Where a token's room is served.</summary>
/// <param name="Host">Name or address, 1 to 64 chars of <c>[A-Za-z0-9._:-]</c>: other names in their ASCII form, IPv6 without brackets.</param>
/// <param name="Port">UDP port, 1 to 65535.</param>
public readonly record struct TokenEndpoint(string Host, int Port)
{
    /// <summary>Longest <see cref="Host"/>, in chars; the shortest has 1.</summary>
    public const int HostCharsMax = TokenLimits.HostCharsMax;

    /// <summary>Whether a token can carry this host: nothing that a resolver, a log or a URL could read as something else.</summary>
    public static bool IsHost(string? host)
    {
        if (host is null || host.Length is < 1 or > HostCharsMax)
            return false;
        foreach (char c in host)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or ':' or '-'))
                return false;
        }

        return true;
    }
}
