using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

public sealed class ControlGoldenTests
{
    [TestCaseSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
    public void BytesAreTheCommittedOnes(ControlKind kind)
    {
        ControlGolden golden = ControlGolden.Of(kind);

        Assert.That(Convert.ToHexString(ControlWire.Write(golden.Message)), Is.EqualTo(Convert.ToHexString(golden.Bytes)));
    }

    [TestCaseSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
    public void CommittedBytesAreReadAsTheMessage(ControlKind kind)
    {
        ControlGolden golden = ControlGolden.Of(kind);

        object? message = ControlWire.Read(kind, golden.Bytes, out ControlRefusal refusal);

        Assert.That(refusal, Is.EqualTo(ControlRefusal.None));
        Assert.That(ControlWire.Write(message!), Is.EqualTo(golden.Bytes));
    }

    [TestCaseSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
    public void FirstByteTellsTheKind(ControlKind kind)
    {
        bool known = ControlCodec.TryPeekKind(ControlGolden.Of(kind).Bytes, out ControlKind peeked);

        Assert.That((known, peeked), Is.EqualTo((true, kind)));
    }

    [TestCaseSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
    public void LongestEncodingOfTheLargestMessageIsRead(ControlKind kind)
    {
        byte[] bytes = LongestEncoding(kind);

        Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(ControlRefusal.None));
        Assert.That(bytes, Has.Length.LessThanOrEqualTo(ControlWire.BytesMax(kind)));
    }

    // MessagePack lets a writer spend nine bytes on a small number and five on a length.
    private static byte[] LongestEncoding(ControlKind kind)
    {
        byte[] secret = Blob(ControlLimits.ResumeSecretBytes);
        byte[][] fields = kind switch
        {
            ControlKind.Hello =>
            [
                Number((byte)ProtocolVersion.Current), Number(9), Text(ControlLimits.RoomNameCharsMax, "r"), Text(ControlLimits.PlayerNameCharsMax, "€"),
                secret, Blob(ControlLimits.TokenBytesMax), Number(9),
            ],
            ControlKind.Welcome =>
            [
                Number(1), Text(ControlLimits.RoomNameCharsMax, "r"), Number(1), Number(2), Number(60), Number(60), Number(1), Number(72),
                Text(ControlLimits.ConfigBytesMax, "c"), secret, Number(1), Number(1), [0xC3],
            ],
            ControlKind.Goodbye => [Number(1), Text(ControlLimits.DetailCharsMax, "€")],
            ControlKind.Chat => [Number(1), Text(ControlLimits.ChatCharsMax, "€")],
            ControlKind.EndNotice => [Number(1)],
            _ => [Number(1), Blob(ControlLimits.EventPayloadBytesMax)],
        };
        return [(byte)kind, 0xDD, 0, 0, 0, (byte)fields.Length, .. fields.SelectMany(field => field)];
    }

    private static byte[] Number(byte value) => [0xCF, 0, 0, 0, 0, 0, 0, 0, value];

    private static byte[] Blob(int bytes) => [0xC6, 0, 0, (byte)(bytes >> 8), (byte)bytes, .. new byte[bytes]];

    private static byte[] Text(int chars, string unit)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, chars)));
        return [0xDB, 0, 0, (byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8];
    }
}
