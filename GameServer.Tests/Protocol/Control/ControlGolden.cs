using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

/// <summary>
/// One message of each kind beside its committed bytes, field by field. A change here needs a new <see cref="ProtocolVersion"/> in the same commit.
/// </summary>
internal sealed record ControlGolden(object Message, string Kind, string Header, string[] Fields)
{
    private static readonly byte[] Secret = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public byte[] Bytes => Convert.FromHexString(Kind + Header + string.Concat(Fields));

    public static ControlGolden Of(ControlKind kind) => kind switch
    {
        ControlKind.Hello => Hello,
        ControlKind.Welcome => Welcome,
        ControlKind.Goodbye => Goodbye,
        ControlKind.Chat => Chat,
        ControlKind.GameEvent => GameEvent,
        ControlKind.EndNotice => EndNotice,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The same message with one field's bytes replaced.</summary>
    public byte[] With(int field, params ReadOnlySpan<byte> bytes)
    {
        string[] fields = [.. Fields];
        fields[field] = Convert.ToHexString(bytes);
        return (this with { Fields = fields }).Bytes;
    }

    private static ControlGolden Hello { get; } = new(
        new Hello(7, 0x0123456789ABCDEF, "arena-1", "Zoë", Secret, new byte[] { 0xDE, 0xAD }, 0xFEDCBA9876543210), "01", "97",
        [
            "07", // version
            "CF0123456789ABCDEF", // schema hash
            "A76172656E612D31", // room
            "A45A6FC3AB", // player name
            "C410000102030405060708090A0B0C0D0E0F", // resume secret
            "C402DEAD", // token
            "CFFEDCBA9876543210", // model hash
        ]);

    private static ControlGolden Welcome { get; } = new(
        new Welcome(7, "arena-1", 3, 16, 60, 30, 123456, 72, "{\"map\":\"dust\"}", Secret, 1, 4294967296, Resumed: true), "02", "9D",
        [
            "07", // room id
            "A76172656E612D31", // room
            "03", // seat
            "10", // seats
            "3C", // tick rate
            "1E", // snapshot rate
            "CE0001E240", // tick
            "48", // history
            "AE7B226D6170223A2264757374227D", // config
            "C410000102030405060708090A0B0C0D0E0F", // resume secret
            "01", // snapshot sequence
            "CF0000000100000000", // input sequence
            "C3", // resumed
        ]);

    private static ControlGolden Goodbye { get; } = new(
        new Goodbye(GoodbyeReason.VersionMismatch, "server speaks 1"), "03", "92",
        [
            "06", // reason
            "AF73657276657220737065616B732031", // detail
        ]);

    private static ControlGolden Chat { get; } = new(
        new Chat(-1, "gg"), "04", "92",
        [
            "FF", // from seat
            "A26767", // text
        ]);

    private static ControlGolden GameEvent { get; } = new(
        new GameEvent(300, new byte[] { 1, 2, 3 }), "05", "92",
        [
            "CD012C", // kind
            "C403010203", // payload
        ]);

    private static ControlGolden EndNotice { get; } = new(
        new EndNotice(300), "06", "91",
        [
            "CD012C", // seconds at most
        ]);
}
