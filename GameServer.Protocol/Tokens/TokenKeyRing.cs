using System.Diagnostics.CodeAnalysis;

namespace GameServer.Protocol.Tokens;

/// <summary>
/// Opens sealed parts with the keys that a server holds. Immutable, any thread, no locks.
/// It does not remember tokens: that one is used once is for the server to see to, by <see cref="TokenGrant.Id"/> until <see cref="TokenGrant.Expires"/>.
/// </summary>
public sealed class TokenKeyRing
{
    /// <summary>Furthest expiry that is accepted, counted from now: what bounds the ids that a server must remember. 24 hours.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromHours(24);

    private readonly Dictionary<uint, TokenKey> keys = [];

    /// <summary>Holds these keys. With none, every token is refused as <see cref="TokenRefusal.UnknownKey"/>.</summary>
    /// <exception cref="ArgumentNullException">No collection, or a null in it.</exception>
    /// <exception cref="ArgumentException">Two keys have the same id.</exception>
    /// <exception cref="PlatformNotSupportedException">This platform has no AES-GCM.</exception>
    public TokenKeyRing(IEnumerable<TokenKey> keys)
    {
        if (keys is null)
            throw new ArgumentNullException(nameof(keys));
        TokenCipher.RequireSupport();
        foreach (TokenKey key in keys)
        {
            if (key is null)
                throw new ArgumentNullException(nameof(keys), "A key is null.");
            if (!this.keys.TryAdd(key.Id, key))
                throw new ArgumentException($"Two token keys have the id {key.Id}.", nameof(keys));
        }
    }

    /// <summary>Opens a sealed part and checks its time.</summary>
    /// <param name="sealedPart">The token of a Hello. Not kept.</param>
    /// <param name="now">The time to judge by, UTC or with any offset.</param>
    /// <param name="grant">What the token grants, all within documented ranges; null when refused.</param>
    /// <param name="refusal">Why not, or <see cref="TokenRefusal.None"/>.</param>
    /// <returns>True when the token was accepted. Never throws, whatever the bytes.</returns>
    public bool TryOpen(ReadOnlySpan<byte> sealedPart, DateTimeOffset now, [NotNullWhen(true)] out TokenGrant? grant, out TokenRefusal refusal)
    {
        refusal = Open(sealedPart, now, out TokenGrant? opened);
        grant = refusal == TokenRefusal.None ? opened : null;
        return grant is not null;
    }

    private TokenRefusal Open(ReadOnlySpan<byte> sealedPart, DateTimeOffset now, out TokenGrant? grant)
    {
        grant = null;
        if (!SealedPart.TryReadKeyId(sealedPart, out uint keyId))
            return TokenRefusal.Malformed;
        if (!keys.TryGetValue(keyId, out TokenKey? key))
            return TokenRefusal.UnknownKey;
        TokenRefusal refusal = SealedPart.TryRead(sealedPart, key, out grant);
        return refusal == TokenRefusal.None ? JudgeLife(grant!.Expires, now) : refusal;
    }

    private static TokenRefusal JudgeLife(DateTimeOffset expires, DateTimeOffset now)
    {
        TimeSpan left = expires - now;
        if (left <= TimeSpan.Zero)
            return TokenRefusal.Expired;
        return left > MaxLife ? TokenRefusal.TooLongLived : TokenRefusal.None;
    }
}
