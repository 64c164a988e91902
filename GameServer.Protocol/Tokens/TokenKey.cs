namespace GameServer.Protocol.Tokens;

/// <summary>
/// A secret that minters and servers share, and the number that tokens name it by. Immutable, any thread.
/// To rotate: give servers the new key beside the old one, then mint with the new, then drop the old after <see cref="TokenKeyRing.MaxLife"/>.
/// </summary>
public sealed class TokenKey
{
    /// <summary>Length of a secret, in bytes.</summary>
    public const int SecretBytes = TokenLimits.KeyBytes;

    private readonly byte[] secret;

    /// <summary>Copies the secret.</summary>
    /// <param name="id">Any number, unique among the keys of a server. It travels in clear.</param>
    /// <param name="secret">32 bytes from a cryptographic random source; a password is none.</param>
    /// <exception cref="ArgumentException">The secret has another length.</exception>
    public TokenKey(uint id, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != TokenLimits.KeyBytes)
            throw new ArgumentException($"A token key has {TokenLimits.KeyBytes} bytes, not {secret.Length}.", nameof(secret));
        Id = id;
        this.secret = secret.ToArray();
    }

    /// <summary>The number that tokens name this key by.</summary>
    public uint Id { get; }

    /// <summary>The key of one token, 32 bytes.</summary>
    internal void Derive(ReadOnlySpan<byte> salt, Span<byte> derived) => TokenCipher.DeriveKey(secret, Id, salt, derived);
}
