using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class TokenGoldenTests
{
    [Test]
    public void TokenIsTheCommittedOne()
    {
        string text = ConnectTokenMinter.Mint(TokenSamples.Key(), TokenSamples.Grant, TokenSamples.Somewhere, TokenSamples.Random);

        Assert.That(text, Is.EqualTo(TokenGolden.Text));
    }

    [Test]
    public void TokenIsThePublicPartThenTheSealedPart()
    {
        byte[] bytes = [.. TokenGolden.Public, .. TokenGolden.Header, .. TokenGolden.CipherAndTag];

        Assert.That(Base64UrlText.Encode(bytes), Is.EqualTo(TokenGolden.Text));
    }

    [Test]
    public void DerivedKeyIsTheCommittedOne()
    {
        var derived = new byte[32];
        TokenSamples.Key().Derive(TokenSamples.Random.AsSpan(0, 16), derived);

        Assert.That(derived, Is.EqualTo(TokenGolden.DerivedKey));
    }

    [Test]
    public void SealingTheCommittedContentsGivesTheCommittedBytes()
        => Assert.That(TokenSamples.SealAround(TokenGolden.Contents), Is.EqualTo((byte[])[.. TokenGolden.Header, .. TokenGolden.CipherAndTag]));

    [Test]
    public void CommittedSealedPartIsReadAsTheGrant()
    {
        bool opened = new TokenKeyRing([TokenSamples.Key()]).TryOpen(
            [.. TokenGolden.Header, .. TokenGolden.CipherAndTag], TokenSamples.Now, out TokenGrant? grant, out TokenRefusal refusal);

        Assert.That(opened, Is.True, refusal.ToString());
        Assert.That(grant!.UserData.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That((grant.ClientKey.Span[31], grant.ServerKey.Span[31]), Is.EqualTo(((byte)0x1F, (byte)0x3F)));
        Assert.That(grant with { UserData = TokenSamples.Grant.UserData, ClientKey = default, ServerKey = default }, Is.EqualTo(TokenSamples.Grant));
    }

    [Test]
    public void CommittedPublicPartIsReadByTheClient()
    {
        ConnectToken token = TokenSamples.Parse(TokenGolden.Text);

        Assert.That(token.Endpoints, Is.EqualTo(TokenSamples.Somewhere));
        Assert.That((token.Room, token.Expires), Is.EqualTo(("arena-1", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero))));
        Assert.That((token.ClientKey.Length, token.ClientKey.Span[31]), Is.EqualTo((32, (byte)0x1F)));
        Assert.That((token.ServerKey.Length, token.ServerKey.Span[31]), Is.EqualTo((32, (byte)0x3F)));
        Assert.That(token.Sealed.ToArray(), Is.EqualTo((byte[])[.. TokenGolden.Header, .. TokenGolden.CipherAndTag]));
    }
}
