using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

[TestFixtureSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
public sealed class ControlHostileBytesTests(ControlKind kind)
{
    private readonly ControlGolden golden = ControlGolden.Of(kind);

    // No field of any message may be one of these.
    private static readonly (string Name, string Hex, ControlRefusal Refusal)[] HostileTokens =
    [
        ("Nil", "C0", ControlRefusal.Malformed),
        ("ReservedCode", "C1", ControlRefusal.Malformed),
        ("Float32", "CA3F800000", ControlRefusal.Malformed),
        ("Float64", "CB3FF0000000000000", ControlRefusal.Malformed),
        ("TypelessExtension", "C70464A3414243", ControlRefusal.Malformed),
        ("Lz4BlockExtension", "C70663D20000FFFF00", ControlRefusal.Malformed),
        ("Lz4BlockArrayExtension", "92D4620100C40100", ControlRefusal.Depth),
        ("Timestamp", "D6FF00000000", ControlRefusal.Malformed),
        ("EmptyArray", "90", ControlRefusal.Depth),
        ("EmptyMap", "80", ControlRefusal.Depth),
        ("MapWithOneKeyTwice", "82A16101A16102", ControlRefusal.Depth),
        ("ArrayClaiming2G", "DD7FFFFFFF", ControlRefusal.Depth),
        ("ArrayClaiming4G", "DDFFFFFFFF", ControlRefusal.Depth),
        ("MapClaiming2G", "DF7FFFFFFF", ControlRefusal.Depth),
        ("MapClaiming4G", "DFFFFFFFFF", ControlRefusal.Depth),
        ("ExtensionClaiming2G", "C97FFFFFFF64", ControlRefusal.Malformed),
        ("ExtensionClaiming4G", "C9FFFFFFFF64", ControlRefusal.Malformed),
    ];

    [Test]
    public void NoBytesAreRefused() => Assert.That(ControlWire.Refusal(kind, []), Is.EqualTo(ControlRefusal.Empty));

    [Test]
    public void OtherKindIsRefused()
    {
        foreach (ControlKind other in ControlWire.Kinds)
        {
            if (other != kind)
                Assert.That(ControlWire.Refusal(kind, ControlGolden.Of(other).Bytes), Is.EqualTo(ControlRefusal.WrongKind), other.ToString());
        }
    }

    [Test]
    public void UnknownKindIsRefused()
    {
        byte[] bytes = golden.Bytes;
        for (int first = 0; first < 256; first++)
        {
            if (ControlWire.Kinds.Contains((ControlKind)first))
                continue;
            bytes[0] = (byte)first;
            Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(ControlRefusal.UnknownKind), $"0x{first:X2}");
            Assert.That(ControlCodec.TryPeekKind(bytes, out _), Is.False, $"0x{first:X2}");
        }
    }

    [Test]
    public void MessageCutAtAnyByteIsTruncated()
    {
        byte[] bytes = golden.Bytes;
        for (int length = 1; length < bytes.Length; length++)
        {
            Assert.That(ControlWire.Refusal(kind, bytes.AsSpan(0, length)), Is.EqualTo(ControlRefusal.Truncated), $"{length} of {bytes.Length} bytes");
        }
    }

    [Test]
    public void FlippedBitIsRefusedOrStillAValidMessage()
    {
        byte[] bytes = golden.Bytes;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            object? message = ControlWire.Read(kind, bytes, out ControlRefusal refusal);
            Assert.That(message is null, Is.EqualTo(refusal != ControlRefusal.None), $"bit {bit}");
            // The writer checks every range, so what it writes again was in range.
            if (message is not null)
                Assert.That(() => ControlWire.Write(message), Throws.Nothing, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Test]
    public void TrailingBytesAreRefused()
    {
        foreach (byte trailing in new byte[] { 0x00, 0xC0, 0xC1, 0xFF })
        {
            Assert.That(ControlWire.Refusal(kind, [.. golden.Bytes, trailing]), Is.EqualTo(ControlRefusal.TrailingBytes), $"0x{trailing:X2}");
        }
    }

    [Test]
    public void SecondMessageInTheSameBytesIsRefused()
        => Assert.That(ControlWire.Refusal(kind, [.. golden.Bytes, .. golden.Bytes]), Is.EqualTo(ControlRefusal.TrailingBytes));

    [Test]
    public void OtherNumberOfFieldsIsRefused()
    {
        int fields = golden.Fields.Length;
        for (int claimed = 0; claimed < 16; claimed++)
        {
            ControlRefusal refusal = ControlWire.Refusal(kind, (golden with { Header = $"{0x90 + claimed:X2}" }).Bytes);
            Assert.That(refusal == ControlRefusal.None, Is.EqualTo(claimed == fields), $"{claimed} fields");
        }
    }

    [TestCase("C0", ExpectedResult = ControlRefusal.Malformed, TestName = "{m}(BodyOfNil)")]
    [TestCase("80", ExpectedResult = ControlRefusal.Malformed, TestName = "{m}(BodyOfMap)")]
    [TestCase("DF7FFFFFFF", ExpectedResult = ControlRefusal.Malformed, TestName = "{m}(BodyOfMapClaiming2G)")]
    [TestCase("C70464A3414243", ExpectedResult = ControlRefusal.Malformed, TestName = "{m}(BodyOfTypeless)")]
    [TestCase("C70663D20000FFFF00", ExpectedResult = ControlRefusal.Malformed, TestName = "{m}(BodyOfLz4)")]
    [TestCase("DD7FFFFFFF", ExpectedResult = ControlRefusal.Truncated, TestName = "{m}(BodyOfArrayClaiming2G)")]
    [TestCase("DD80000000", ExpectedResult = ControlRefusal.Truncated, TestName = "{m}(BodyOfArrayClaiming2GAndOne)")]
    [TestCase("DDFFFFFFFF", ExpectedResult = ControlRefusal.Truncated, TestName = "{m}(BodyOfArrayClaiming4G)")]
    public ControlRefusal BodyOfAnotherShapeIsRefused(string hex) => ControlWire.Refusal(kind, [(byte)kind, .. Convert.FromHexString(hex)]);

    [Test]
    public void HostileTokenIsRefusedInPlaceOfAnyField()
    {
        for (int field = 0; field < golden.Fields.Length; field++)
        {
            foreach ((string name, string hex, ControlRefusal expected) in HostileTokens)
            {
                ControlRefusal refusal = ControlWire.Refusal(kind, golden.With(field, Convert.FromHexString(hex)));
                Assert.That(refusal, Is.EqualTo(expected), $"{name} as field {field}");
            }
        }
    }

    [Test]
    public void FieldOfAnotherTypeIsRefused()
    {
        string[] types = ["01", "FF", "A161", "C40101", "C2"];
        for (int field = 0; field < golden.Fields.Length; field++)
        {
            foreach (string type in types)
            {
                if (TypeOf(type) == TypeOf(golden.Fields[field]))
                    continue;
                ControlRefusal refusal = ControlWire.Refusal(kind, golden.With(field, Convert.FromHexString(type)));
                Assert.That(refusal, Is.EqualTo(ControlRefusal.Malformed), $"{type} as field {field}");
            }
        }
    }

    [TestCase(501)]
    [TestCase(5_000)]
    [TestCase(100_000)]
    public void NestedArraysAreRefusedInPlaceOfAnyField(int levels)
    {
        byte[] nested = [.. Enumerable.Repeat((byte)0x91, levels), 0x01];
        for (int field = 0; field < golden.Fields.Length; field++)
        {
            byte[] bytes = golden.With(field, nested);
            ControlRefusal expected = bytes.Length > ControlWire.BytesMax(kind) ? ControlRefusal.TooLong : ControlRefusal.Depth;
            Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(expected), $"field {field}");
        }
    }

    [TestCase(501)]
    [TestCase(5_000)]
    [TestCase(100_000)]
    public void NestedArraysAreRefusedAsTheWholeMessage(int levels)
    {
        byte header = Convert.FromHexString(golden.Header)[0];
        byte[] bytes = [(byte)kind, .. Enumerable.Repeat(header, levels)];

        ControlRefusal expected = bytes.Length > ControlWire.BytesMax(kind) ? ControlRefusal.TooLong : ControlRefusal.Depth;
        Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(expected));
    }

    [TestCase("00010000", ControlRefusal.Truncated)]
    [TestCase("7FFFFFFF", ControlRefusal.Truncated)]
    [TestCase("80000000", ControlRefusal.Malformed)]
    [TestCase("FFFFFFFF", ControlRefusal.Malformed)]
    public void TextAndBytesThatClaimMoreThanIsThereAreRefused(string length, ControlRefusal expected)
    {
        for (int field = 0; field < golden.Fields.Length; field++)
        {
            string? code = TypeOf(golden.Fields[field]) switch { 's' => "DB", 'b' => "C6", _ => null };
            if (code is null)
                continue;
            Assert.That(ControlWire.Refusal(kind, golden.With(field, Convert.FromHexString(code + length))), Is.EqualTo(expected), $"field {field}");
        }
    }

    [TestCase("A1FF", TestName = "{m}(NotUtf8)")]
    [TestCase("A2C080", TestName = "{m}(OverlongNul)")]
    [TestCase("A3EDA080", TestName = "{m}(Surrogate)")]
    [TestCase("A4F4908080", TestName = "{m}(BeyondUnicode)")]
    [TestCase("A2E282", TestName = "{m}(CutInsideALetter)")]
    [TestCase("A180", TestName = "{m}(ContinuationAlone)")]
    public void TextThatIsNotUtf8IsRefused(string hex)
    {
        for (int field = 0; field < golden.Fields.Length; field++)
        {
            if (TypeOf(golden.Fields[field]) != 's')
                continue;
            Assert.That(ControlWire.Refusal(kind, golden.With(field, Convert.FromHexString(hex))), Is.EqualTo(ControlRefusal.Malformed), $"field {field}");
        }
    }

    [Test]
    public void OneByteMoreThanTheLargestMessageIsNotParsed()
    {
        var bytes = new byte[ControlWire.BytesMax(kind) + 1];
        golden.Bytes.CopyTo(bytes, 0);

        Assert.That(ControlWire.Refusal(kind, bytes), Is.EqualTo(ControlRefusal.TooLong));
        Assert.That(ControlWire.Refusal(kind, bytes.AsSpan(0, bytes.Length - 1)), Is.EqualTo(ControlRefusal.TrailingBytes));
    }

    // i = number, s = text, b = bytes, f = flag
    private static char TypeOf(string field) => Convert.FromHexString(field)[0] switch
    {
        <= 0x7F or >= 0xE0 or (>= 0xCC and <= 0xD3) => 'i',
        (>= 0xA0 and <= 0xBF) or 0xD9 or 0xDA or 0xDB => 's',
        0xC4 or 0xC5 or 0xC6 => 'b',
        _ => 'f',
    };
}
