using GameServer.Protocol.Control;

namespace GameServer.Protocol.Tokens;

/// <summary>What a token may say; one place for the minter, which throws the sentence, and for readers, which refuse. Pure.</summary>
internal static class TokenRules
{
    private const long UnixMsMax = 253_402_300_799_999; // DateTimeOffset.MaxValue

    public static bool IsTime(ulong unixMs) => unixMs <= UnixMsMax;

    /// <summary>Null, or what is wrong. Session keys and a token id of 0 are the minter's to fill in and not looked at.</summary>
    public static string? FindProblem(TokenGrant grant)
    {
        if (!ControlText.IsRoomName(grant.Room))
            return "The room is not 1 to 64 chars of [A-Za-z0-9._-].";
        if (grant.Seat is < TokenGrant.AnySeat or >= ControlLimits.SeatsMax)
            return "The seat is neither 0 to 1023 nor AnySeat (-1).";
        if (!ControlText.IsLine(grant.PlayerId, 1, TokenLimits.PlayerIdCharsMax))
            return "The player id is not 1 to 64 chars of well-formed text without control characters.";
        if (grant.Expires.ToUnixTimeMilliseconds() < 0)
            return "The token expires before 1970.";
        return grant.UserData.Length > TokenLimits.UserDataBytesMax ? "The user data has more than 96 bytes." : null;
    }

    /// <summary>Null, or what is wrong.</summary>
    public static string? FindProblem(ReadOnlySpan<TokenEndpoint> endpoints)
    {
        if (endpoints.Length is < 1 or > TokenLimits.EndpointsMax)
            return "A token has 1 to 4 endpoints.";
        foreach (TokenEndpoint endpoint in endpoints)
        {
            if (!TokenEndpoint.IsHost(endpoint.Host))
                return "The host of an endpoint is not 1 to 64 chars of [A-Za-z0-9._:-].";
            if (endpoint.Port is < 1 or > ushort.MaxValue)
                return "The port of an endpoint is not 1 to 65535.";
        }

        return null;
    }
}
