using System.Text;
using CsCheck;
using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

/// <summary>Keys, grants and tokens that tests share; everything by fixed bytes, so that a failure is the same each time.</summary>
internal static class TokenSamples
{
    private const string RoomChars = "ABCXYZabcxyz0189._-";
    private const string HostChars = "ABCXYZabcxyz0189._:-";

    // One to four bytes of UTF-8 each, the last one a surrogate pair.
    private static readonly string[] Letters = [" ", "~", "a", "ë", "€", "\uFFFD", "😀"];

    private static readonly Gen<TokenEndpoint> Endpoint = Gen.Select(
        Chars(HostChars, TokenLimits.HostCharsMax), Gen.OneOf(Gen.Const(1), Gen.Const(65535), Gen.Int[1, 65535]),
        (host, port) => new TokenEndpoint(host, port));

    public static DateTimeOffset Now { get; } = new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);

    public static TokenEndpoint[] Somewhere { get; } = [new("eu1.example.net", 7777), new("2001:db8::1", 40000)];

    /// <summary>Salt A0 to AF, session keys 00 to 1F and 20 to 3F, token id.</summary>
    public static byte[] Random { get; } = [.. Count(0xA0, 16), .. Count(0, 64), 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11];

    public static TokenGrant Grant { get; } = new()
    {
        Room = "arena-1",
        Epoch = 3,
        Seat = 12,
        Id = 0x0123456789ABCDEF,
        PlayerId = "Zoë#42",
        Expires = Now.AddHours(1),
        UserData = new byte[] { 1, 2, 3 },
    };

    /// <summary>Every field as long as it may be, which no token can carry all of.</summary>
    public static TokenGrant LargestGrant { get; } = Grant with
    {
        Room = new string('r', ControlLimits.RoomNameCharsMax),
        PlayerId = new string('€', TokenLimits.PlayerIdCharsMax),
        UserData = new byte[TokenLimits.UserDataBytesMax],
    };

    public static Gen<TokenGrant> Grants { get; } = Gen.Select(
        Gen.Select(Chars(RoomChars, ControlLimits.RoomNameCharsMax), Gen.UInt, Gen.OneOf(Gen.Int[-1, 1023], Gen.Const(-1), Gen.Const(1023)), Gen.ULong),
        Gen.Select(PlayerIds(), Gen.Long[1, (long)TokenKeyRing.MaxLife.TotalMilliseconds], Gen.Byte.Array[0, TokenLimits.UserDataBytesMax]),
        (place, player) => new TokenGrant
        {
            Room = place.Item1,
            Epoch = place.Item2,
            Seat = place.Item3,
            Id = place.Item4,
            PlayerId = player.Item1,
            Expires = Now.AddMilliseconds(player.Item2),
            UserData = player.Item3,
        });

    public static Gen<TokenEndpoint[]> Endpoints { get; } = Endpoint.Array[1, TokenLimits.EndpointsMax];

    /// <summary>A key whose 32 bytes count up from <paramref name="first"/>.</summary>
    public static TokenKey Key(uint id = 7, byte first = 0x40) => new(id, Count(first, 32));

    public static byte[] Sealed(TokenGrant? grant = null, TokenKey? key = null)
        => Parse(ConnectTokenMinter.Mint(key ?? Key(), grant ?? Grant, Somewhere, Random)).Sealed.ToArray();

    public static ConnectToken Parse(string text)
    {
        Assert.That(ConnectToken.TryParse(text, out ConnectToken? token, out string problem), Is.True, problem);
        return token!;
    }

    /// <summary>A true key around contents of the test's choice.</summary>
    public static byte[] SealAround(ReadOnlySpan<byte> contents)
    {
        byte[] bytes = [.. Sealed()[..TokenLimits.HeaderBytes], .. new byte[contents.Length + TokenLimits.TagBytes]];
        TokenCipher.Seal(Key(), bytes.AsSpan(0, TokenLimits.HeaderBytes), contents, bytes.AsSpan(TokenLimits.HeaderBytes));
        return bytes;
    }

    public static TokenRefusal Refusal(ReadOnlySpan<byte> sealedPart, params TokenKey[] keys)
    {
        bool opened = new TokenKeyRing(keys is [] ? [Key()] : keys).TryOpen(sealedPart, Now, out TokenGrant? grant, out TokenRefusal refusal);
        if (opened != (refusal == TokenRefusal.None) || opened != grant is not null)
            Assert.Fail($"{opened} with {refusal} and {grant}");
        return refusal;
    }

    private static byte[] Count(int first, int count) => [.. Enumerable.Range(first, count).Select(static i => (byte)i)];

    private static Gen<string> Chars(string alphabet, int max)
        => Gen.Frequency((1, Gen.OneOf(1, max)), (4, Gen.Int[1, max / 3]), (2, Gen.Int[1, max]))
        .SelectMany(length => Gen.Char[alphabet].Array[length]).Select(static chars => new string(chars));

    private static Gen<string> PlayerIds()
        => Gen.Frequency((1, Gen.OneOf(1, 32)), (4, Gen.Int[1, 20])).SelectMany(length => Gen.OneOf(Letters).Array[length])
        .Select(static letters => new StringBuilder().AppendJoin("", letters).ToString());
}
