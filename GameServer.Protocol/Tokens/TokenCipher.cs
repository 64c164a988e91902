using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GameServer.Protocol.Tokens;

/// <summary>
/// AES-256-GCM under a key of its own for each token: HMAC-SHA256(secret, label, key id, salt). Stateless, any thread.
/// GCM breaks when a key meets a nonce twice, so NIST SP 800-38D (2007), section 8.3, allows a key 2^32 calls with random nonces. A derived key is
/// used for one call, which makes a nonce of zeros safe; what must not repeat is the salt, and 16 random bytes reach that risk only at 2^48 tokens.
/// </summary>
/// <remarks>Nonce-based key derivation is analysed in Gueron and Lindell, "Better Bounds for Block Cipher Modes of Operation via
/// Nonce-Based Key Derivation", CCS 2017; draft-gueron-cfrg-dndkgcm-00 (2024) also derives a key per message and then uses a nonce of zeros.</remarks>
internal static class TokenCipher
{
    private const int NonceBytes = 12;

    private static ReadOnlySpan<byte> Label => "GameServer connect token 1"u8;

    /// <summary>Fails at the start of a minter or a server, rather than at its first token.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no AES-GCM here.</exception>
    public static void RequireSupport() => RequireSupport(IsSupported());

    public static void RequireSupport(bool supported)
    {
        if (!supported)
        {
            throw new PlatformNotSupportedException(
                "This platform's .NET has no AES-GCM (System.Security.Cryptography.AesGcm), which minting and opening connect tokens needs. "
                + "Reading a token's public part, as a client does, works without.");
        }
    }

    public static void DeriveKey(byte[] secret, uint keyId, ReadOnlySpan<byte> salt, Span<byte> derived)
    {
#if NET
        Span<byte> message = stackalloc byte[Label.Length + sizeof(uint) + TokenLimits.SaltBytes];
        WriteMessage(keyId, salt, message);
        HMACSHA256.HashData(secret, message, derived);
#else
        DeriveKeyPortable(secret, keyId, salt, derived);
#endif
    }

    /// <summary>The same for netstandard2.1, which has no hashing without an object; compiled everywhere so that tests can compare.</summary>
    public static void DeriveKeyPortable(byte[] secret, uint keyId, ReadOnlySpan<byte> salt, Span<byte> derived)
    {
        Span<byte> message = stackalloc byte[Label.Length + sizeof(uint) + TokenLimits.SaltBytes];
        WriteMessage(keyId, salt, message);
        using var hmac = new HMACSHA256(secret);
        if (!hmac.TryComputeHash(message, derived, out int written) || written != TokenLimits.KeyBytes)
            throw new ArgumentException("A derived key has 32 bytes.", nameof(derived));
    }

    /// <summary>Writes ciphertext, as long as <paramref name="plain"/>, then the tag.</summary>
    public static void Seal(TokenKey key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> plain, Span<byte> cipherAndTag)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        nonce.Clear();
        using AesGcm aes = CreateFor(key, header);
        aes.Encrypt(nonce, plain, cipherAndTag[..plain.Length], cipherAndTag[plain.Length..], header);
    }

    /// <summary>False when the tag does not fit: another key, or any byte was changed.</summary>
    public static bool TryOpen(TokenKey key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> cipherAndTag, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        nonce.Clear();
        using AesGcm aes = CreateFor(key, header);
        try
        {
            aes.Decrypt(nonce, cipherAndTag[..plain.Length], cipherAndTag[plain.Length..], plain, header);
            return true;
        }
        catch (CryptographicException)
        {
            return false; // The platform has no other way to say that the tag does not fit.
        }
    }

    private static void WriteMessage(uint keyId, ReadOnlySpan<byte> salt, Span<byte> message)
    {
        Label.CopyTo(message);
        BinaryPrimitives.WriteUInt32LittleEndian(message[Label.Length..], keyId);
        salt.CopyTo(message[(Label.Length + sizeof(uint))..]);
    }

    private static AesGcm CreateFor(TokenKey key, ReadOnlySpan<byte> header)
    {
        Span<byte> derived = stackalloc byte[TokenLimits.KeyBytes];
        key.Derive(header[^TokenLimits.SaltBytes..], derived);
        AesGcm aes = Create(derived);
        CryptographicOperations.ZeroMemory(derived);
        return aes;
    }

#if NET
    private static bool IsSupported() => AesGcm.IsSupported;

    private static AesGcm Create(ReadOnlySpan<byte> key) => new(key, TokenLimits.TagBytes);
#else
    private static bool IsSupported()
    {
        try
        {
            Create(stackalloc byte[TokenLimits.KeyBytes]).Dispose();
            return true;
        }
        catch (PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static AesGcm Create(ReadOnlySpan<byte> key) => new(key);
#endif
}
