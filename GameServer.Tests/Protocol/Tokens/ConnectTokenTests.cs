using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class ConnectTokenTests
{
    [TestCase(null, "no token")]
    [TestCase("", "no token")]
    [TestCase("A", "base64url")]
    [TestCase("AQ==", "base64url")]
    [TestCase("AQ ", "base64url")]
    [TestCase("AQ\n", "base64url")]
    [TestCase("A+/A", "base64url")]
    [TestCase("AR", "base64url")] // leftover bits
    [TestCase("Aé\u0100A", "base64url")]
    [TestCase("AgAA", "version 2")]
    [TestCase("AQ", "1 to 4 endpoints")]
    [TestCase("AQAA", "1 to 4 endpoints")]
    [TestCase("AQUA", "1 to 4 endpoints")]
    [TestCase("AQEA", "cut short")]
    public void TextThatIsNoTokenIsRefusedWithTheReason(string? text, string reason)
    {
        bool parsed = ConnectToken.TryParse(text, out ConnectToken? token, out string problem);

        Assert.That((parsed, token), Is.EqualTo((false, (ConnectToken?)null)));
        Assert.That(problem, Does.Contain(reason));
    }

    [TestCase(18, "0000", "port")]
    [TestCase(3, "20", "host")]
    [TestCase(3, "FF", "cut short")] // not UTF-8
    [TestCase(35, "2F", "room")]
    [TestCase(49, "FF", "expiry")]
    public void FieldOutOfRangeIsRefusedWithTheReason(int at, string hex, string reason)
    {
        byte[] bytes = Base64UrlText.Decode(TokenGolden.Text)!;
        Convert.FromHexString(hex).CopyTo(bytes, at);

        bool parsed = ConnectToken.TryParse(Base64UrlText.Encode(bytes), out _, out string problem);

        Assert.That(parsed, Is.False);
        Assert.That(problem, Does.Contain(reason));
    }

    [Test]
    public void AcceptedTokenHasNoProblem()
    {
        bool parsed = ConnectToken.TryParse(TokenGolden.Text, out _, out string problem);

        Assert.That((parsed, problem), Is.EqualTo((true, "")));
    }

    [Test]
    public void TokenCutWithinThePublicPartIsRefused()
    {
        byte[] bytes = Base64UrlText.Decode(TokenGolden.Text)!;
        for (int length = 0; length <= TokenGolden.Public.Length; length++)
            Assert.That(ConnectToken.TryParse(Base64UrlText.Encode(bytes.AsSpan(0, length)), out _, out _), Is.False, $"{length} bytes");
    }

    [Test]
    public void LaterVersionOfTheSealedPartPassesThroughTheClient()
    {
        ConnectToken token = TokenSamples.Parse(Base64UrlText.Encode([.. TokenGolden.Public, 99]));

        Assert.That(token.Sealed.ToArray(), Is.EqualTo(new byte[] { 99 }));
    }

    [Test]
    public void LongerTextThanATokenIsRefusedUnread()
    {
        string text = TokenGolden.Text.PadRight(10_000_000, 'A');
        _ = ConnectToken.TryParse(text, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool parsed = ConnectToken.TryParse(text, out _, out string problem);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1024));
        Assert.That(parsed, Is.False);
        Assert.That(problem, Is.EqualTo("The token has 10000000 chars; the longest has 683."));
    }

    [Test]
    public void MutatedTextNeverThrowsAndCostsLittleMemory()
    {
        const string Chars = "ABCDEFGHabcdefgh0123-_+/=\u00E9\uD83D ";
        var random = new Random(20261124);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = TokenGolden.Text.ToCharArray()[..random.Next(1, TokenGolden.Text.Length + 1)];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
                text[random.Next(text.Length)] = Chars[random.Next(i % 2 == 0 ? 22 : Chars.Length)];

            long before = GC.GetAllocatedBytesForCurrentThread();
            parsed += ConnectToken.TryParse(new string(text), out _, out _) ? 1 : 0;
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 * 1024), new string(text));
        }

        Assert.That(parsed, Is.InRange(100, 19_000), "The edits were all harmless or all fatal.");
    }
}
