using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Control;

namespace GameServer.Protocol.Tokens;

/// <summary>
/// What a client sees of a token: where to connect, and what to hand over there. Immutable, any thread; uses no cryptography.
/// Nothing here is proven: who holds the text may have changed it, and servers read the sealed part alone.
/// </summary>
public sealed class ConnectToken
{
    internal const byte Version = 1;

    private ConnectToken(
        TokenEndpoint[] endpoints, string room, DateTimeOffset expires, ReadOnlyMemory<byte> clientKey, ReadOnlyMemory<byte> serverKey,
        ReadOnlyMemory<byte> sealedPart)
    {
        Endpoints = endpoints;
        Room = room;
        Expires = expires;
        ClientKey = clientKey;
        ServerKey = serverKey;
        Sealed = sealedPart;
    }

    /// <summary>Where the room is served, in the order to try; 1 to 4.</summary>
    public IReadOnlyList<TokenEndpoint> Endpoints { get; }

    /// <summary>Name of the room, 1 to 64 chars of <c>[A-Za-z0-9._-]</c>: the room of the Hello.</summary>
    public string Room { get; }

    /// <summary>Servers refuse the token from this time on.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>The part for the server, 1 to 512 bytes: the token of the Hello.</summary>
    public ReadOnlyMemory<byte> Sealed { get; }

    /// <summary>Session key for what the client sends, 32 bytes.</summary>
    public ReadOnlyMemory<byte> ClientKey { get; }

    /// <summary>Session key for what the server sends, 32 bytes.</summary>
    public ReadOnlyMemory<byte> ServerKey { get; }

    /// <summary>Reads the public part of a token, exactly as the minter wrote it.</summary>
    /// <param name="text">The token; null and any other text are refused.</param>
    /// <param name="token">The token, or null when refused.</param>
    /// <param name="problem">Why not, in one sentence; empty when accepted. Never contains any of the text.</param>
    /// <returns>True when the token was accepted. Never throws, whatever the text.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ConnectToken? token, out string problem)
    {
        token = null;
        problem = Parse(text, out ConnectToken? parsed) ?? "";
        if (problem.Length == 0)
            token = parsed;
        return token is not null;
    }

    /// <summary>Writes the public part; returns the bytes used. The sealed part goes behind it.</summary>
    internal static int WritePublic(TokenGrant grant, ReadOnlySpan<byte> keys, ReadOnlySpan<TokenEndpoint> endpoints, Span<byte> destination)
    {
        var writer = new TokenWriter(destination);
        writer.WriteNumber(Version, 1);
        writer.WriteNumber((ulong)endpoints.Length, 1);
        foreach (TokenEndpoint endpoint in endpoints)
        {
            writer.WriteText(endpoint.Host);
            writer.WriteNumber((ulong)endpoint.Port, sizeof(ushort));
        }

        writer.WriteText(grant.Room);
        writer.WriteNumber((ulong)grant.Expires.ToUnixTimeMilliseconds(), sizeof(ulong));
        writer.WriteBytes(keys);
        return writer.Position;
    }

    private static string? Parse(string? text, out ConnectToken? token)
    {
        token = null;
        if (string.IsNullOrEmpty(text))
            return "There is no token.";
        if (text!.Length > TokenLimits.TextCharsMax)
            return $"The token has {text.Length} chars; the longest has {TokenLimits.TextCharsMax}.";
        byte[]? bytes = Base64UrlText.Decode(text);
        if (bytes is null)
            return "The token is not base64url without padding; it may be cut short or have a space or line break in it.";
        return bytes[0] == Version
            ? ParseFields(bytes, out token)
            : $"The token has version {bytes[0]}; this client reads version {Version}.";
    }

    private static string? ParseFields(byte[] bytes, out ConnectToken? token)
    {
        token = null;
        var reader = new TokenReader(bytes);
        reader.ReadNumber(1);
        var count = (int)reader.ReadNumber(1);
        if (count is < 1 or > TokenLimits.EndpointsMax)
            return "A token has 1 to 4 endpoints.";
        var endpoints = new TokenEndpoint[count];
        for (int i = 0; i < count; i++)
            endpoints[i] = new TokenEndpoint(reader.ReadText(), (int)reader.ReadNumber(sizeof(ushort)));
        string room = reader.ReadText();
        ulong expires = reader.ReadNumber(sizeof(ulong));
        reader.ReadBytes(2 * TokenLimits.KeyBytes);
        int end = reader.Position;
        if (reader.HasFailed || end == bytes.Length)
            return "The token is cut short.";

        if (TokenRules.FindProblem(endpoints) is { } problem)
            return problem;
        if (!ControlText.IsRoomName(room))
            return "The token's room is not 1 to 64 chars of [A-Za-z0-9._-].";
        if (!TokenRules.IsTime(expires))
            return "The token's expiry is no date.";

        // The sealed part is not for clients: a later version of it passes through an older client.
        ReadOnlyMemory<byte> all = bytes;
        token = new ConnectToken(
            endpoints, room, DateTimeOffset.FromUnixTimeMilliseconds((long)expires),
            all[(end - (2 * TokenLimits.KeyBytes))..(end - TokenLimits.KeyBytes)], all[(end - TokenLimits.KeyBytes)..end], all[end..]);
        return null;
    }
}
