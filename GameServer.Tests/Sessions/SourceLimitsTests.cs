using System.Net;
using GameServer.Protocol.Control;
using GameServer.Sessions;

namespace GameServer.Tests.Sessions;

internal sealed class SourceLimitsTests
{
    private static readonly SessionSettings Tight = new(IsOpen: true, LingerSeconds: 1, SessionsPerAddressMax: 2, RoomsPerAddressMax: 2);

    private int ports = 1000;

    [Test]
    public void OneAddressHoldsSoManySessionsAndOthersAreNotTouched()
    {
        using var rig = new SessionRig(settings: Tight);
        AssertJoined(Join(rig, "192.0.2.1"));
        AssertJoined(Join(rig, "192.0.2.1"));
        AssertLimited(rig, Join(rig, "192.0.2.1"));
        AssertLimited(rig, Join(rig, "::ffff:192.0.2.1"));
        AssertJoined(Join(rig, "192.0.2.2"));
    }

    [Test]
    public void SessionThatEndedFreesItsPlaceAndALingeringOneDoesNot()
    {
        using var rig = new SessionRig(settings: Tight);
        var leaver = Join(rig, "192.0.2.1");
        var dropped = Join(rig, "192.0.2.1");
        rig.Send(leaver, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        AssertJoined(Join(rig, "192.0.2.1"));
        dropped.Transport.Close(rig.Clock.Seconds);
        rig.Turn();
        AssertLimited(rig, Join(rig, "192.0.2.1"));
        rig.Turn(1.1);
        AssertJoined(Join(rig, "192.0.2.1"));
    }

    [Test]
    public void PlayerComesBackToTheSeatWhateverTheLimit()
    {
        using var rig = new SessionRig(settings: Tight with { SessionsPerAddressMax = 1 });
        var secret = SessionRig.Secret(Join(rig, "192.0.2.1"));
        var again = rig.Connect(SessionRig.Bytes(rig.Hello(secret: secret)), From("192.0.2.1"));
        Assert.That(SessionRig.Welcome(again).Resumed, Is.True);
    }

    [Test]
    public void OneAddressMakesSoManyRoomsAndStillJoinsThoseOfOthers()
    {
        using var rig = new SessionRig(roomsMax: 8, settings: Tight with { SessionsPerAddressMax = 100 });
        AssertJoined(Join(rig, "192.0.2.1", "one"));
        AssertJoined(Join(rig, "192.0.2.1", "two"));
        AssertLimited(rig, Join(rig, "192.0.2.1", "three"));
        AssertJoined(Join(rig, "192.0.2.2", "three"));
        AssertJoined(Join(rig, "192.0.2.1", "three"));
        Assert.That(rig.Rooms.All, Has.Count.EqualTo(3));
    }

    [Test]
    public void RoomThatEndedCountsNoMore()
    {
        using var rig = new SessionRig(roomsMax: 8, settings: Tight);
        foreach (var room in new[] { "one", "two" })
        {
            rig.Send(Join(rig, "192.0.2.1", room), SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        }

        AssertLimited(rig, Join(rig, "192.0.2.1", "three"));
        for (var i = 0; i < 35; i++)
        {
            rig.Turn(1);
        }

        Assert.That(rig.Rooms.All, Is.Empty);
        AssertJoined(Join(rig, "192.0.2.1", "three"));
    }

    [TestCase("127.0.0.1")]
    [TestCase("127.9.9.9")]
    [TestCase("::1")]
    public void LoopbackIsExempt(string address)
    {
        using var rig = new SessionRig(roomsMax: 8, settings: Tight);
        for (var i = 0; i < 6; i++)
        {
            AssertJoined(Join(rig, address, $"room{i}"));
        }
    }

    [Test]
    public void IPv6CountsByTheSubscribersSixtyFourBits()
    {
        Assert.That(SourceAddress.Of(IPAddress.Parse("2001:db8::1")), Is.EqualTo(SourceAddress.Of(IPAddress.Parse("2001:db8::ffff:1"))));
        Assert.That(SourceAddress.Of(IPAddress.Parse("2001:db8::1")), Is.Not.EqualTo(SourceAddress.Of(IPAddress.Parse("2001:db8:0:1::1"))));
        Assert.That(SourceAddress.Of(IPAddress.Parse("::")), Is.Not.EqualTo(SourceAddress.Of(IPAddress.Any)));
    }

    private static void AssertJoined(Transport.RecordingClient client) => Assert.That(client.Connected, Is.EqualTo(1));

    private static void AssertLimited(SessionRig rig, Transport.RecordingClient client)
    {
        Assert.That(client.Connected, Is.Zero);
        Assert.That(client.Closed[0].Refused, Is.True);
        Assert.That(SessionRig.Reason(client), Is.EqualTo(GoodbyeReason.RateLimited));
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.RateLimited), Is.GreaterThan(0));
    }

    private Transport.RecordingClient Join(SessionRig rig, string address, string room = "room") =>
        rig.Connect(SessionRig.Bytes(rig.Hello(room)), From(address));

    private IPEndPoint From(string address) => new(IPAddress.Parse(address), ++ports);
}
