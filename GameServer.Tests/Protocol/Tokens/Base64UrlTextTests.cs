using System.Buffers.Text;
using CsCheck;
using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class Base64UrlTextTests
{
    [Test]
    public void TextIsThatOfTheRuntimeAndReadsBack() => Gen.Byte.Array[0, 64].Sample(bytes =>
    {
        string text = Base64UrlText.Encode(bytes);
        Assert.That(text, Is.EqualTo(Base64Url.EncodeToString(bytes)));
        Assert.That(Base64UrlText.Decode(text), Is.EqualTo(bytes));
    }, iter: 2_000);

    [Test]
    public void NoTwoTextsAreTheSameBytes()
    {
        var random = new Random(20261124);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < 20_000; i++)
        {
            string text = new(random.GetItems(Alphabet.AsSpan(), random.Next(0, 9)));
            if (Base64UrlText.Decode(text) is { } bytes)
                Assert.That(Base64UrlText.Encode(bytes), Is.EqualTo(text));
        }
    }

    [TestCase("A")]
    [TestCase("AAAAA")]
    [TestCase("AB")]
    [TestCase("AAB")]
    [TestCase("AA==")]
    [TestCase("AA\r")]
    [TestCase("+A")]
    [TestCase("/A")]
    [TestCase("@A")]
    [TestCase("[A")]
    [TestCase("`A")]
    [TestCase("{A")]
    [TestCase(":A")]
    public void TextThatIsNoneIsRefused(string text) => Assert.That(Base64UrlText.Decode(text), Is.Null);
}
