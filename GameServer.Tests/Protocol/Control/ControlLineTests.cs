using CsCheck;
using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

/// <summary>Whatever a game ends its match with, its players can be told.</summary>
internal sealed class ControlLineTests
{
    [TestCase("winner=3 score=20", 200, ExpectedResult = "winner=3 score=20")]
    [TestCase("two\nlines", 200, ExpectedResult = "two?lines")]
    [TestCase("too long", 3, ExpectedResult = "too")]
    [TestCase("ab\U0001F680", 3, ExpectedResult = "ab")]
    [TestCase("turned \u202E around", 200, ExpectedResult = "turned ? around")]
    public string TextBecomesALine(string text, int charsMax) => ControlLine.Of(text, charsMax);

    // Not an attribute's argument: half a pair would not survive in it.
    [Test]
    public void HalfACharacterIsReplaced() => Assert.That(ControlLine.Of("half \uD83D of it", 200), Is.EqualTo("half ? of it"));

    [Test]
    public void AnyTextBecomesADetailThatIsReadBack() => Gen.Char.Array[0, 300].Sample(static chars =>
    {
        var buffer = new byte[ControlLimits.GoodbyeBytesMax];
        var sent = new Goodbye(GoodbyeReason.RoomEnded, ControlLine.Of(new string(chars), ControlLimits.DetailCharsMax));
        var length = ControlCodec.Write(sent, buffer);
        Assert.That(ControlCodec.TryRead(buffer.AsSpan(0, length), out Goodbye? read, out _), Is.True);
        Assert.That(read, Is.EqualTo(sent));
    });
}
