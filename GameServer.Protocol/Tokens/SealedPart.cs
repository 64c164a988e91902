using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Control;

namespace GameServer.Protocol.Tokens;

/// <summary>The bytes that only holders of the key can read, as PROTOCOL.md draws them. Pure; readers are total.</summary>
internal static class SealedPart
{
    public const byte Version = 1;

    private const ushort AnySeatCode = ushort.MaxValue;

    /// <summary>Seals a grant that is within its rules, with an id and session keys other than its own; returns the bytes used.</summary>
    public static int Write(TokenKey key, TokenGrant grant, ulong id, ReadOnlySpan<byte> keys, ReadOnlySpan<byte> salt, Span<byte> destination)
    {
        var header = new TokenWriter(destination);
        header.WriteNumber(Version, 1);
        header.WriteNumber(key.Id, sizeof(uint));
        header.WriteBytes(salt);

        Span<byte> plain = stackalloc byte[TokenLimits.SealedBytesMax];
        plain = plain[..WriteContents(grant, id, keys, plain)];
        TokenCipher.Seal(
            key, destination[..TokenLimits.HeaderBytes], plain, destination.Slice(TokenLimits.HeaderBytes, plain.Length + TokenLimits.TagBytes));
        return TokenLimits.HeaderBytes + plain.Length + TokenLimits.TagBytes;
    }

    /// <summary>The key that it names; false when it has not the length or version of a sealed part.</summary>
    public static bool TryReadKeyId(ReadOnlySpan<byte> sealedPart, out uint keyId)
    {
        keyId = 0;
        if (sealedPart.Length is < TokenLimits.SealedBytesMin or > TokenLimits.SealedBytesMax || sealedPart[0] != Version)
            return false;
        var reader = new TokenReader(sealedPart[1..]);
        keyId = (uint)reader.ReadNumber(sizeof(uint));
        return true;
    }

    /// <summary>Opens what <see cref="TryReadKeyId"/> accepted.</summary>
    public static TokenRefusal TryRead(ReadOnlySpan<byte> sealedPart, TokenKey key, out TokenGrant? grant)
    {
        grant = null;
        ReadOnlySpan<byte> cipherAndTag = sealedPart[TokenLimits.HeaderBytes..];
        Span<byte> plain = stackalloc byte[TokenLimits.SealedBytesMax];
        plain = plain[..(cipherAndTag.Length - TokenLimits.TagBytes)];
        if (!TokenCipher.TryOpen(key, sealedPart[..TokenLimits.HeaderBytes], cipherAndTag, plain))
            return TokenRefusal.Forged;
        return TryReadContents(plain, out grant) ? TokenRefusal.None : TokenRefusal.Malformed;
    }

    private static int WriteContents(TokenGrant grant, ulong id, ReadOnlySpan<byte> keys, Span<byte> plain)
    {
        var writer = new TokenWriter(plain);
        writer.WriteNumber((ulong)grant.Expires.ToUnixTimeMilliseconds(), sizeof(ulong));
        writer.WriteText(grant.Room);
        writer.WriteNumber(grant.Epoch, sizeof(uint));
        writer.WriteNumber(grant.Seat == TokenGrant.AnySeat ? AnySeatCode : (ulong)grant.Seat, sizeof(ushort));
        writer.WriteNumber(id, sizeof(ulong));
        writer.WriteText(grant.PlayerId);
        writer.WriteBytes(keys);
        writer.WriteBlob(grant.UserData.Span);
        return writer.Position;
    }

    // Genuine bytes may still come from a minter that is not this one.
    private static bool TryReadContents(ReadOnlySpan<byte> plain, [NotNullWhen(true)] out TokenGrant? grant)
    {
        grant = null;
        var reader = new TokenReader(plain);
        ulong expires = reader.ReadNumber(sizeof(ulong));
        string room = reader.ReadText();
        var epoch = (uint)reader.ReadNumber(sizeof(uint));
        var seat = (int)reader.ReadNumber(sizeof(ushort));
        ulong id = reader.ReadNumber(sizeof(ulong));
        string playerId = reader.ReadText();
        ReadOnlySpan<byte> keys = reader.ReadBytes(2 * TokenLimits.KeyBytes);
        ReadOnlySpan<byte> userData = reader.ReadBlob();
        if (!reader.IsAtEnd || !TokenRules.IsTime(expires) || id == 0 || seat is not (AnySeatCode or < ControlLimits.SeatsMax))
            return false;

        ReadOnlyMemory<byte> owned = keys.ToArray();
        var read = new TokenGrant
        {
            Room = room,
            Epoch = epoch,
            Seat = seat == AnySeatCode ? TokenGrant.AnySeat : seat,
            Id = id,
            PlayerId = playerId,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds((long)expires),
            UserData = userData.ToArray(),
            ClientKey = owned[..TokenLimits.KeyBytes],
            ServerKey = owned[TokenLimits.KeyBytes..],
        };
        if (TokenRules.FindProblem(read) is not null)
            return false;
        grant = read;
        return true;
    }
}
