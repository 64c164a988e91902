using System.Text;
using CsCheck;
using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class TokenRoundTripTests
{
    private static readonly TokenKeyRing Ring = new([TokenSamples.Key()]);

    [Test]
    public void WhatIsGrantedArrivesAtBothEndsOrIsRefusedAsTooLong()
    {
        int arrived = 0;
        Gen.Select(TokenSamples.Grants, TokenSamples.Endpoints).Sample(
            (grant, endpoints) =>
            {
                if (Size(grant, endpoints) > TokenLimits.BytesMax)
                {
                    Assert.That(
                        () => ConnectTokenMinter.Mint(TokenSamples.Key(), grant, endpoints),
                        Throws.ArgumentException.With.Message.Contains("512 at most"));
                    return;
                }

                ConnectToken token = TokenSamples.Parse(ConnectTokenMinter.Mint(TokenSamples.Key(), grant, endpoints));
                AssertClientSees(token, grant, endpoints);
                AssertServerSees(token, grant);
                Interlocked.Increment(ref arrived);
            },
            iter: 2_000);

        Assert.That(arrived, Is.GreaterThan(500), "Too few tokens were short enough for the test to mean anything.");
    }

    [Test]
    public void TokensOfTheFullSizeArrive()
    {
        TokenEndpoint[] endpoints = [new("h", 1)];
        TokenGrant grant = TokenSamples.LargestGrant with { Room = "r" };
        endpoints[0] = new TokenEndpoint(new string('h', 1 + TokenLimits.BytesMax - Size(grant, endpoints)), 1);

        string text = ConnectTokenMinter.Mint(TokenSamples.Key(), grant, endpoints);

        Assert.That(text, Has.Length.EqualTo(TokenLimits.TextCharsMax));
        AssertServerSees(TokenSamples.Parse(text), grant);
    }

    // Counted from the layout in PROTOCOL.md.
    private static int Size(TokenGrant grant, TokenEndpoint[] endpoints)
        => 75 + endpoints.Sum(static e => 3 + e.Host.Length) + grant.Room.Length
            + 126 + grant.Room.Length + Encoding.UTF8.GetByteCount(grant.PlayerId) + grant.UserData.Length;

    private static void AssertClientSees(ConnectToken token, TokenGrant grant, TokenEndpoint[] endpoints)
    {
        Assert.That(token.Endpoints, Is.EqualTo(endpoints));
        Assert.That((token.Room, token.Expires), Is.EqualTo((grant.Room, grant.Expires)));
    }

    private static void AssertServerSees(ConnectToken token, TokenGrant grant)
    {
        Assert.That(Ring.TryOpen(token.Sealed.Span, TokenSamples.Now, out TokenGrant? opened, out TokenRefusal refusal), Is.True, refusal.ToString());
        Assert.That(opened!.Id, grant.Id == 0 ? Is.Not.Zero : Is.EqualTo(grant.Id));
        Assert.That(opened.UserData.ToArray(), Is.EqualTo(grant.UserData.ToArray()));
        Assert.That(opened.ClientKey.ToArray(), Is.EqualTo(token.ClientKey.ToArray()));
        Assert.That(opened.ServerKey.ToArray(), Is.EqualTo(token.ServerKey.ToArray()));
        Assert.That(opened with { Id = grant.Id, UserData = grant.UserData, ClientKey = grant.ClientKey, ServerKey = grant.ServerKey }, Is.EqualTo(grant));
    }
}
