using CsCheck;
using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

/// <summary>Valid messages, boundary values more often than chance would bring them.</summary>
internal static class ControlGenerators
{
    private const string RoomChars = "ABCXYZabcxyz0189._-";

    // One to four bytes of UTF-8 each, the last one a surrogate pair; the neighbours of the control characters are among them.
    private static readonly string[] Letters = [" ", "~", "a", "\u00A0", "ë", "€", "\uFFFD", "\uFFFF", "😀"];

    private static readonly Gen<string> Room = Length(1, ControlLimits.RoomNameCharsMax)
        .SelectMany(length => Gen.Char[RoomChars].Array[length])
        .Select(chars => new string(chars));

    private static readonly Gen<byte[]> Secret = Gen.Byte.Array[ControlLimits.ResumeSecretBytes];

    public static Gen<Hello> Hellos { get; } = Gen.Select(
        Gen.Select(Gen.ULong, Gen.ULong), Room, Line(0, ControlLimits.PlayerNameCharsMax), Gen.OneOf(Gen.Const(Array.Empty<byte>()), Secret), Blob(ControlLimits.TokenBytesMax),
        (hashes, room, name, secret, token) => new Hello(ProtocolVersion.Current, hashes.Item1, room, name, secret, token, hashes.Item2));

    public static Gen<Welcome> Welcomes { get; } = Gen.Select(
        Gen.Select(Gen.UInt, Room, Gen.UInt, Line(0, ControlLimits.ConfigBytesMax / 4), Secret),
        Gen.Select(Length(1, ControlLimits.SeatsMax), Length(1, ControlLimits.TickRateMax), Length(1, ControlLimits.HistoryTicksMax)),
        Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Gen.ULong, Gen.ULong, Gen.Bool),
        (identity, sizes, rest) => new Welcome(
            identity.Item1, identity.Item2, Seat: (int)(rest.Item1 * sizes.Item1), SeatsMax: sizes.Item1,
            TickRate: sizes.Item2, SnapshotRate: 1 + (int)(rest.Item2 * sizes.Item2), identity.Item3, HistoryTicks: sizes.Item3,
            identity.Item4, identity.Item5, rest.Item3, rest.Item4, rest.Item5));

    public static Gen<Goodbye> Goodbyes { get; } = Gen.Select(
        Gen.OneOf(Enum.GetValues<GoodbyeReason>().Where(reason => reason != GoodbyeReason.None).ToArray()), Line(0, ControlLimits.DetailCharsMax),
        (reason, detail) => new Goodbye(reason, detail));

    public static Gen<Chat> Chats { get; } = Gen.Select(
        Length(Chat.Server, ControlLimits.SeatsMax - 1), Line(1, ControlLimits.ChatCharsMax),
        (seat, text) => new Chat(seat, text));

    public static Gen<GameEvent> GameEvents { get; } = Gen.Select(
        Gen.UShort, Blob(ControlLimits.EventPayloadBytesMax), (kind, payload) => new GameEvent(kind, payload));

    private static Gen<int> Length(int min, int max) => Gen.Frequency((2, Gen.OneOf(min, max)), (3, Gen.Int[min, max]));

    private static Gen<byte[]> Blob(int max) => Length(0, max).SelectMany(length => Gen.Byte.Array[length]);

    // Whole letters until the next would not fit, then spaces: never half a surrogate pair.
    private static Gen<string> Line(int min, int max) => Length(min, max).SelectMany(length => Gen.OneOf(Letters).Array[length]).Select(letters =>
    {
        var line = new System.Text.StringBuilder(letters.Length);
        foreach (string letter in letters)
            line.Append(line.Length + letter.Length <= letters.Length ? letter : "");
        return line.Append(' ', letters.Length - line.Length).ToString();
    });
}
