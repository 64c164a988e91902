using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

public sealed class ControlRangeTests
{
    private static readonly Hello Hello = (Hello)ControlGolden.Of(ControlKind.Hello).Message;
    private static readonly Welcome Welcome = (Welcome)ControlGolden.Of(ControlKind.Welcome).Message;

    private static IEnumerable<TestCaseData> MessagesOutOfRange()
    {
        yield return Case("RoomEmpty", Hello with { Room = "" });
        yield return Case("RoomTooLong", Hello with { Room = new string('r', 65) });
        foreach (char c in " /\\:@[`{\0\n%é")
            yield return Case($"RoomWithChar{(int)c:X2}", Hello with { Room = $"a{c}b" });
        yield return Case("NameTooLong", Hello with { PlayerName = new string('n', 33) });
        foreach (char c in "\0\t\n\r\u001F\u007F\u0085\u009F")
            yield return Case($"NameWithControl{(int)c:X2}", Hello with { PlayerName = $"a{c}" });
        foreach (int c in new[] { 0xAD, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF })
            yield return Case($"NameWithUnseen{c:X4}", Hello with { PlayerName = $"a{(char)c}b" });
        yield return Case("NameWithJoinerFirst", Hello with { PlayerName = "\u200D\u2764" });
        yield return Case("NameWithJoinerLast", Hello with { PlayerName = "\u2764\u200D" });
        yield return Case("NameWithJoinerBehindALetter", Hello with { PlayerName = "a\u200D\u2764" });
        yield return Case("NameWithTwoJoiners", Hello with { PlayerName = "\u2764\u200D\u200D\u2764" });
        yield return Case("ChatWithOverride", new Chat(0, "a\u202Eb"));
        yield return Case("ChatWithLineSeparator", new Chat(0, "a\u2028b"));
        yield return Case("DetailWithOverride", new Goodbye(GoodbyeReason.Kicked, "a\u202Eb"));
        yield return Case("NameWithHighSurrogateAlone", Hello with { PlayerName = "a\uD83D" });
        yield return Case("NameWithLowSurrogateAlone", Hello with { PlayerName = "\uDE00a" });
        yield return Case("NameWithSwappedSurrogates", Hello with { PlayerName = "\uDE00\uD83D" });
        foreach (int length in new[] { 1, 15, 17, 32 })
            yield return Case($"HelloSecretOf{length}", Hello with { ResumeSecret = new byte[length] });
        yield return Case("TokenTooLong", Hello with { Token = new byte[513] });

        yield return Case("WelcomeRoomEmpty", Welcome with { Room = "" });
        yield return Case("SeatsZero", Welcome with { Seat = 0, SeatsMax = 0 });
        yield return Case("SeatsTooMany", Welcome with { SeatsMax = 1025 });
        yield return Case("SeatNegative", Welcome with { Seat = -1 });
        yield return Case("SeatBeyondSeats", Welcome with { Seat = 16 });
        yield return Case("TickRateZero", Welcome with { TickRate = 0 });
        yield return Case("TickRateTooHigh", Welcome with { TickRate = 241 });
        yield return Case("SnapshotRateZero", Welcome with { SnapshotRate = 0 });
        yield return Case("SnapshotRateBeyondTickRate", Welcome with { SnapshotRate = 61 });
        yield return Case("HistoryZero", Welcome with { HistoryTicks = 0 });
        yield return Case("HistoryTooLong", Welcome with { HistoryTicks = 1025 });
        yield return Case("HistoryNegative", Welcome with { HistoryTicks = int.MinValue });
        yield return Case("ConfigTooLong", Welcome with { Config = new string('c', 16385) });
        yield return Case("ConfigTooLongInUtf8", Welcome with { Config = new string('é', 8193) });
        foreach (int length in new[] { 0, 15, 17 })
            yield return Case($"WelcomeSecretOf{length}", Welcome with { ResumeSecret = new byte[length] });

        yield return Case("ReasonNone", new Goodbye(GoodbyeReason.None, ""));
        yield return Case("ReasonUnknown", new Goodbye(GoodbyeReason.RoomMoved + 1, ""));
        yield return Case("ReasonLast", new Goodbye((GoodbyeReason)255, ""));
        yield return Case("DetailTooLong", new Goodbye(GoodbyeReason.Kicked, new string('d', 201)));
        yield return Case("DetailWithNewline", new Goodbye(GoodbyeReason.Kicked, "a\nb"));

        yield return Case("ChatSeatBelowServer", new Chat(-2, "a"));
        yield return Case("ChatSeatTooHigh", new Chat(1024, "a"));
        yield return Case("ChatEmpty", new Chat(0, ""));
        yield return Case("ChatTooLong", new Chat(0, new string('t', 201)));
        yield return Case("ChatWithNewline", new Chat(0, "a\nb"));

        yield return Case("PayloadTooLong", new GameEvent(1, new byte[513]));
        yield return Case("EndTooFarAhead", new EndNotice(86_401));
        yield return Case("EndBeforeNow", new EndNotice(-2));
    }

    [TestCaseSource(nameof(MessagesOutOfRange))]
    public void WriterThrows(object message) => Assert.That(() => ControlWire.Write(message), Throws.ArgumentException);

    // What this codec refuses to write, another one might: the same values as raw MessagePack.
    [TestCaseSource(nameof(MessagesOutOfRange))]
    public void ReaderRefuses(object message)
    {
        (ControlKind kind, byte[] bytes) = RawMessages.Encode(message);

        // Half a surrogate has no UTF-8, so a foreign writer can only send bytes that are malformed already.
        ControlRefusal expected = RawMessages.HasLoneSurrogate(message) ? ControlRefusal.Malformed : ControlRefusal.OutOfRange;
        if (bytes.Length > ControlWire.BytesMax(kind))
            expected = ControlRefusal.TooLong;
        Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(expected));
    }

    [TestCase(new byte[] { 0xCD, 0xFF, 0xFF }, ExpectedResult = ControlRefusal.UnknownVersion, TestName = "{m}(65535)")]
    [TestCase(new byte[] { 0x00 }, ExpectedResult = ControlRefusal.UnknownVersion, TestName = "{m}(0)")]
    [TestCase(new byte[] { 0x05 }, ExpectedResult = ControlRefusal.UnknownVersion, TestName = "{m}(5)")]
    [TestCase(new byte[] { 0xCE, 0x00, 0x01, 0x00, 0x00 }, ExpectedResult = ControlRefusal.OutOfRange, TestName = "{m}(65536)")]
    [TestCase(new byte[] { 0xFF }, ExpectedResult = ControlRefusal.OutOfRange, TestName = "{m}(-1)")]
    public ControlRefusal OtherVersionIsRefused(byte[] version) => ControlWire.Refusal(ControlKind.Hello, ControlGolden.Of(ControlKind.Hello).With(0, version));

    [Test]
    public void HelloOfALaterVersionWithMoreFieldsIsToldOfItsVersion()
    {
        byte[] bytes = [0x01, 0x98, (byte)(ProtocolVersion.Current + 1), 0xA1, 0x61, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0];

        Assert.That(ControlWire.Refusal(ControlKind.Hello, bytes), Is.EqualTo(ControlRefusal.UnknownVersion));
    }

    [TestCase(ControlKind.Goodbye, 0, "CD0101", TestName = "{m}(ReasonOfTwoBytesIsNotCutToOne)")]
    [TestCase(ControlKind.GameEvent, 0, "CE00010001", TestName = "{m}(EventKindOfFourBytesIsNotCutToTwo)")]
    [TestCase(ControlKind.Welcome, 0, "CF0000000100000001", TestName = "{m}(RoomIdOfEightBytesIsNotCutToFour)")]
    [TestCase(ControlKind.Welcome, 6, "FF", TestName = "{m}(TickIsNotNegative)")]
    [TestCase(ControlKind.Welcome, 10, "FF", TestName = "{m}(SequenceIsNotNegative)")]
    [TestCase(ControlKind.Welcome, 2, "CE80000000", TestName = "{m}(SeatDoesNotWrapToNegative)")]
    [TestCase(ControlKind.Chat, 0, "CFFFFFFFFFFFFFFFFF", TestName = "{m}(UnsignedAllOnesIsNotTheServersSeat)")]
    [TestCase(ControlKind.Chat, 0, "D3FFFFFFFF00000000", TestName = "{m}(SeatOfEightBytesIsNotCutToFour)")]
    public void NumberThatDoesNotFitIsOutOfRange(ControlKind kind, int field, string hex)
    {
        byte[] bytes = ControlGolden.Of(kind).With(field, Convert.FromHexString(hex));

        Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(ControlRefusal.OutOfRange));
    }

    // A developer, a family with a heart and its selector, a rainbow flag, skin tones; and names that are no English.
    [TestCase("\U0001F469\u200D\U0001F4BB")]
    [TestCase("\U0001F468\u200D\u2764\uFE0F\u200D\U0001F468")]
    [TestCase("\U0001F3F3\uFE0F\u200D\U0001F308")]
    [TestCase("\U0001F469\U0001F3FD\u200D\U0001F4BB")]
    [TestCase("\u0627\u062F\u0627 \u05D0\u05D3\u05D4 \u65E5\u672C e\u0301")]
    public void NameThatReadsAsItIsComesThrough(string name)
    {
        byte[] bytes = ControlWire.Write(Hello with { PlayerName = name });

        Assert.That(ControlWire.Refusal(ControlKind.Hello, bytes), Is.EqualTo(ControlRefusal.None));
    }

    [Test]
    public void TagCharactersBeyondTheFirstPlaneAreRefusedToo()
        => Assert.That(() => ControlWire.Write(Hello with { PlayerName = "a\U000E0062" }), Throws.ArgumentException);

    [Test]
    public void EveryReasonButNoneIsAccepted()
    {
        foreach (GoodbyeReason reason in Enum.GetValues<GoodbyeReason>())
        {
            ControlRefusal expected = reason == GoodbyeReason.None ? ControlRefusal.OutOfRange : ControlRefusal.None;
            byte[] bytes = ControlGolden.Of(ControlKind.Goodbye).With(0, (byte)reason);
            Assert.That(ControlWire.Refusal(ControlKind.Goodbye, bytes), Is.EqualTo(expected), reason.ToString());
        }
    }

    [Test]
    public void DestinationThatIsTooShortThrows()
        => Assert.That(() => ControlCodec.Write(Hello, new byte[ControlGolden.Of(ControlKind.Hello).Bytes.Length - 1]), Throws.ArgumentException);

    [Test]
    public void DestinationOfTheExactLengthIsEnough()
    {
        var exact = new byte[ControlGolden.Of(ControlKind.Hello).Bytes.Length];

        Assert.That(ControlCodec.Write(Hello, exact), Is.EqualTo(exact.Length));
    }

    private static TestCaseData Case(string name, object message) => new TestCaseData(message).SetName($"{{m}}({name})");
}
