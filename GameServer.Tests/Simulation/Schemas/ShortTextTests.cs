using System.Text;
using CsCheck;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class ShortTextTests
{
    [TestCase("")]
    [TestCase("a")]
    [TestCase("fifteen letters")]
    [TestCase("ëëëëëëë")]
    [TestCase("€€€€€")]
    [TestCase("😀😀😀abc")]
    public void TextThatFitsComesBack(string text) => Assert.That(new ShortText(text).ToString(), Is.EqualTo(text));

    [TestCase("sixteen letters!", "sixteen letters")]
    [TestCase("ëëëëëëëë", "ëëëëëëë")]
    [TestCase("😀😀😀😀", "😀😀😀")]
    [TestCase("0123456789abcd€", "0123456789abcd")]
    public void LongerTextIsCutBetweenCharacters(string text, string kept) => Assert.That(new ShortText(text).ToString(), Is.EqualTo(kept));

    [Test]
    public void AnyTextIsKeptAsAPrefix() => Gen.String.Sample(text =>
    {
        var kept = new ShortText(text).ToString();
        return Encoding.UTF8.GetByteCount(kept) <= ShortText.BytesMax && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).StartsWith(kept, StringComparison.Ordinal);
    });

    [Test]
    public void HalfASurrogatePairBecomesTheReplacementCharacter() => Assert.That(new ShortText("a\uD83Db").ToString(), Is.EqualTo("a\uFFFDb"));

    [Test]
    public void EqualTextsAreEqualValues()
    {
        ShortText here = new("north"), there = new("north");

        Assert.That(there, Is.EqualTo(here));
        Assert.That(here, Is.Not.EqualTo(new ShortText("north ")));
        Assert.That(default(ShortText), Is.EqualTo(new ShortText("")));
    }

    [Test]
    public void HostileWordsStillHaveAText() =>
        Gen.Int.Array[ShortText.Words].Sample(words => new ShortText(words.AsSpan()).ToString().Length <= ShortText.BytesMax);
}
