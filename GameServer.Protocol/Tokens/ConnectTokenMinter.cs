using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GameServer.Protocol.Tokens;

/// <summary>Makes connect tokens, in a matchmaker or any backend that holds a key. Stateless, any thread. Reads no clock.</summary>
public static class ConnectTokenMinter
{
    /// <summary>Random bytes of a token: salt, the client's key, the server's key, token id.</summary>
    internal const int RandomBytes = TokenLimits.SaltBytes + (2 * TokenLimits.KeyBytes) + sizeof(ulong);

    /// <summary>Makes a token, with new session keys each time.</summary>
    /// <param name="key">A key that the servers behind the endpoints hold too.</param>
    /// <param name="grant">What is granted. Its session keys are ignored.</param>
    /// <param name="endpoints">Where the room is served, in the order to try; 1 to 4.</param>
    /// <returns>base64url without padding, at most 683 chars (512 bytes). For this player alone: it holds the session keys.</returns>
    /// <exception cref="ArgumentNullException">No key or no grant.</exception>
    /// <exception cref="ArgumentException">Something is out of its documented range, or all is more than 512 bytes together; the message says what.</exception>
    /// <exception cref="PlatformNotSupportedException">This platform has no AES-GCM.</exception>
    public static string Mint(TokenKey key, TokenGrant grant, params ReadOnlySpan<TokenEndpoint> endpoints)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Mint(key, grant, endpoints, random);
    }

    /// <summary>The same with given random bytes: a function of its arguments. A salt must never serve twice.</summary>
    internal static string Mint(TokenKey key, TokenGrant grant, ReadOnlySpan<TokenEndpoint> endpoints, ReadOnlySpan<byte> random)
    {
        if (key is null)
            throw new ArgumentNullException(nameof(key));
        if (grant is null)
            throw new ArgumentNullException(nameof(grant));
        if (TokenRules.FindProblem(grant) is { } problem)
            throw new ArgumentException(problem, nameof(grant));
        if (TokenRules.FindProblem(endpoints) is { } endpointProblem)
            throw new ArgumentException(endpointProblem, nameof(endpoints));
        TokenCipher.RequireSupport();

        ReadOnlySpan<byte> keys = random.Slice(TokenLimits.SaltBytes, 2 * TokenLimits.KeyBytes);
        ulong id = grant.Id == 0 ? RandomId(random) : grant.Id;
        Span<byte> bytes = stackalloc byte[TokenLimits.PublicBytesMax + TokenLimits.SealedBytesMax];
        int length = ConnectToken.WritePublic(grant, keys, endpoints, bytes);
        length += SealedPart.Write(key, grant, id, keys, random[..TokenLimits.SaltBytes], bytes[length..]);
        if (length > TokenLimits.BytesMax)
        {
            throw new ArgumentException(
                $"The token would have {length} bytes, {TokenLimits.BytesMax} at most: hosts, room, player id and user data are too long together.",
                nameof(grant));
        }

        return Base64UrlText.Encode(bytes[..length]);
    }

    private static ulong RandomId(ReadOnlySpan<byte> random) => Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(random[^sizeof(ulong)..]));
}
