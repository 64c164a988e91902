using GameServer.Protocol.Control;

namespace GameServer.Protocol.Tokens;

/// <summary>The bounds and sizes of connect tokens, in bytes where nothing else is said. The minter throws beyond them, readers refuse.</summary>
internal static class TokenLimits
{
    /// <summary>Longest whole token, public and sealed part, before base64url. Less than its longest fields come to together.</summary>
    public const int BytesMax = 512;

    public const int EndpointsMax = 4;
    public const int HostCharsMax = 64;
    public const int PlayerIdCharsMax = 64;
    public const int UserDataBytesMax = 96;

    /// <summary>Length of a secret, of a derived key and of a session key.</summary>
    public const int KeyBytes = 32;

    public const int SaltBytes = 16;
    public const int TagBytes = 16;

    /// <summary>What the sealed part has in clear: version, key id, salt.</summary>
    public const int HeaderBytes = 1 + sizeof(uint) + SaltBytes;

    /// <summary>Smallest sealed part: one char each of room and player id, no user data.</summary>
    public const int SealedBytesMin = SealedBytesFixed + 1 + 1;

    /// <summary>Largest sealed part; a char of a player id takes at most three bytes of UTF-8.</summary>
    public const int SealedBytesMax = SealedBytesFixed + ControlLimits.RoomNameCharsMax + (3 * PlayerIdCharsMax) + UserDataBytesMax;

    /// <summary>Largest public part, without the sealed part that follows it.</summary>
    public const int PublicBytesMax = 1 + 1 + (EndpointsMax * (1 + HostCharsMax + sizeof(ushort)))
        + 1 + ControlLimits.RoomNameCharsMax + sizeof(ulong) + (2 * KeyBytes);

    /// <summary>Most chars of base64url that a token can have.</summary>
    public const int TextCharsMax = ((BytesMax * 8) + 5) / 6;

    /// <summary>Most bytes of UTF-8 that a player id may have beside one endpoint and no user data; a host and a room have a byte per char.</summary>
    public static int PlayerIdBytesMax(int hostChars, int roomChars) =>
        BytesMax - (1 + 1 + 1 + hostChars + sizeof(ushort) + 1 + roomChars + sizeof(ulong) + (2 * KeyBytes)) - SealedBytesFixed - roomChars;

    // Header, expiry, epoch, seat, token id, session keys, tag, and a byte of length for room, player id and user data.
    private const int SealedBytesFixed = HeaderBytes + sizeof(ulong) + sizeof(uint) + sizeof(ushort) + sizeof(ulong) + (2 * KeyBytes) + TagBytes + 3;
}
