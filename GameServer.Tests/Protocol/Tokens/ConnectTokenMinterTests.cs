using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class ConnectTokenMinterTests
{
    private static IEnumerable<TestCaseData> WrongGrants()
    {
        TokenGrant grant = TokenSamples.Grant;
        yield return Case(grant with { Room = "" }, "room");
        yield return Case(grant with { Room = "a b" }, "room");
        yield return Case(grant with { Room = null! }, "room");
        yield return Case(grant with { Room = new string('r', 65) }, "room");
        yield return Case(grant with { Seat = -2 }, "seat");
        yield return Case(grant with { Seat = 1024 }, "seat");
        yield return Case(grant with { PlayerId = "" }, "player id");
        yield return Case(grant with { PlayerId = null! }, "player id");
        yield return Case(grant with { PlayerId = new string('p', 65) }, "player id");
        yield return Case(grant with { PlayerId = "a\nb" }, "player id");
        yield return Case(grant with { PlayerId = "\uD800" }, "player id");
        yield return Case(grant with { Expires = DateTimeOffset.UnixEpoch.AddMilliseconds(-1) }, "1970");
        yield return Case(grant with { UserData = new byte[97] }, "user data");
        yield return Case(TokenSamples.LargestGrant, "together");

        static TestCaseData Case(TokenGrant grant, string reason) => new(grant, reason);
    }

    private static IEnumerable<TestCaseData> WrongEndpoints()
    {
        yield return Case("endpoints");
        yield return Case("endpoints", [.. Enumerable.Repeat(new TokenEndpoint("h", 1), 5)]);
        yield return Case("host", default(TokenEndpoint));
        yield return Case("host", new TokenEndpoint("", 1));
        yield return Case("host", new TokenEndpoint("bücher.example", 1));
        yield return Case("host", new TokenEndpoint("[::1]", 1));
        yield return Case("host", new TokenEndpoint(new string('h', 65), 1));
        yield return Case("port", new TokenEndpoint("h", 0));
        yield return Case("port", new TokenEndpoint("h", 65536));
        yield return Case("port", new TokenEndpoint("good", 1), new TokenEndpoint("bad", -1));

        static TestCaseData Case(string reason, params TokenEndpoint[] endpoints) => new(endpoints, reason);
    }

    [TestCaseSource(nameof(WrongGrants))]
    public void GrantOutOfRangeIsAnErrorWithTheReason(TokenGrant grant, string reason)
        => Assert.That(
            () => ConnectTokenMinter.Mint(TokenSamples.Key(), grant, TokenSamples.Somewhere),
            Throws.ArgumentException.With.Message.Contains(reason).And.Property(nameof(ArgumentException.ParamName)).EqualTo("grant"));

    [TestCaseSource(nameof(WrongEndpoints))]
    public void EndpointsOutOfRangeAreAnErrorWithTheReason(TokenEndpoint[] endpoints, string reason)
        => Assert.That(
            () => ConnectTokenMinter.Mint(TokenSamples.Key(), TokenSamples.Grant, endpoints),
            Throws.ArgumentException.With.Message.Contains(reason).And.Property(nameof(ArgumentException.ParamName)).EqualTo("endpoints"));

    [Test]
    public void NothingIsMintedWithoutKeyOrGrant()
    {
        Assert.That(() => ConnectTokenMinter.Mint(null!, TokenSamples.Grant, TokenSamples.Somewhere), Throws.ArgumentNullException);
        Assert.That(() => ConnectTokenMinter.Mint(TokenSamples.Key(), null!, TokenSamples.Somewhere), Throws.ArgumentNullException);
    }

    [Test]
    public void TwoTokensOfOneGrantShareNeitherSaltNorKeysNorId()
    {
        TokenGrant grant = TokenSamples.Grant with { Id = 0, ClientKey = new byte[32], ServerKey = new byte[32] };
        ConnectToken one = TokenSamples.Parse(ConnectTokenMinter.Mint(TokenSamples.Key(), grant, TokenSamples.Somewhere));
        ConnectToken two = TokenSamples.Parse(ConnectTokenMinter.Mint(TokenSamples.Key(), grant, TokenSamples.Somewhere));

        Assert.That(two.Sealed.Span[5..21].SequenceEqual(one.Sealed.Span[5..21]), Is.False);
        byte[][] keys = [one.ClientKey.ToArray(), one.ServerKey.ToArray(), two.ClientKey.ToArray(), two.ServerKey.ToArray(), new byte[32]];
        Assert.That(keys.Select(Convert.ToHexString), Is.Unique);
        Assert.That(IdOf(two.Sealed), Is.Not.EqualTo(IdOf(one.Sealed)));
    }

    [Test]
    public void IdThatIsNotGivenIsRandomAndNeverNothing()
    {
        TokenGrant grant = TokenSamples.Grant with { Id = 0 };
        byte[] zeros = [.. TokenSamples.Random[..80], .. new byte[8]];

        Assert.That(IdOf(TokenSamples.Sealed(grant)), Is.EqualTo(0x1122334455667788));
        Assert.That(IdOf(TokenSamples.Parse(ConnectTokenMinter.Mint(TokenSamples.Key(), grant, TokenSamples.Somewhere, zeros)).Sealed), Is.EqualTo(1));
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void SecretOfAnotherLengthIsAnError(int length)
        => Assert.That(() => new TokenKey(1, new byte[length]), Throws.ArgumentException.With.Message.Contains($"not {length}"));

    [Test]
    public void SizesAreThoseThatTheProtocolNames()
    {
        Assert.That((TokenLimits.SealedBytesMin, TokenLimits.SealedBytesMax), Is.EqualTo((128, 478)));
        Assert.That((TokenLimits.BytesMax, TokenLimits.TextCharsMax), Is.EqualTo((512, 683)));

        TokenEndpoint[] longest = [.. Enumerable.Repeat(new TokenEndpoint(new string('h', 64), 65535), 4)];
        Assert.That(
            () => ConnectTokenMinter.Mint(TokenSamples.Key(), TokenSamples.LargestGrant, longest),
            Throws.ArgumentException.With.Message.Contains("885 bytes"));
    }

    [Test]
    public void LargestSealedPartFitsAHello()
    {
        var sealedPart = new byte[ControlLimits.TokenBytesMax];
        TokenGrant grant = TokenSamples.LargestGrant;

        int length = SealedPart.Write(TokenSamples.Key(), grant, id: 1, new byte[64], new byte[16], sealedPart);

        Assert.That(length, Is.EqualTo(TokenLimits.SealedBytesMax).And.LessThanOrEqualTo(ControlLimits.TokenBytesMax));
        Assert.That(TokenSamples.Refusal(sealedPart.AsSpan(0, length)), Is.EqualTo(TokenRefusal.None));

        var hello = new Hello(
            ProtocolVersion.Current, ulong.MaxValue, grant.Room, new string('€', ControlLimits.PlayerNameCharsMax), new byte[16],
            sealedPart.AsMemory(0, length));
        var bytes = new byte[ControlLimits.HelloBytesMax];
        int written = ControlCodec.Write(hello, bytes);
        Assert.That(ControlCodec.TryRead(bytes.AsSpan(0, written), out Hello? read, out ControlRefusal refusal), Is.True, refusal.ToString());
        Assert.That(read!.Token.Span.SequenceEqual(sealedPart.AsSpan(0, length)), Is.True);
    }

    [Test]
    public void SmallestSealedPartIsTheLimitsSmallest()
    {
        TokenGrant grant = TokenSamples.Grant with { Room = "r", PlayerId = "p", UserData = default };

        Assert.That(TokenSamples.Sealed(grant), Has.Length.EqualTo(TokenLimits.SealedBytesMin));
        Assert.That(TokenSamples.Refusal(TokenSamples.Sealed(grant)), Is.EqualTo(TokenRefusal.None));
    }

    private static ulong? IdOf(ReadOnlyMemory<byte> sealedPart)
    {
        new TokenKeyRing([TokenSamples.Key()]).TryOpen(sealedPart.Span, TokenSamples.Now, out TokenGrant? grant, out _);
        return grant?.Id;
    }
}
