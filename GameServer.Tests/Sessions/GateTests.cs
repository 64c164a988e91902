using System.Net;
using GameServer.Protocol.Control;
using GameServer.Sessions;

namespace GameServer.Tests.Sessions;

internal sealed class GateTests
{
    [Test]
    public void GoodHelloComesIn()
    {
        using var rig = new SessionRig();
        Assert.That(rig.Join().Connected, Is.EqualTo(1));
    }

    [Test]
    public void AnotherVersionIsRefused()
    {
        using var rig = new SessionRig();
        var hello = SessionRig.Bytes(rig.Hello());
        hello[2] = 99; // The first field, behind the kind and the header of the array.
        AssertRefused(rig, hello, GoodbyeReason.VersionMismatch);
    }

    [Test]
    public void AnotherSchemaIsRefused()
    {
        using var rig = new SessionRig();
        AssertRefused(rig, SessionRig.Bytes(rig.Hello() with { SchemaHash = 12345 }), GoodbyeReason.SchemaMismatch);
        AssertRefused(rig, SessionRig.Bytes(rig.Hello() with { ModelHash = 12345 }), GoodbyeReason.ModelMismatch);
    }

    [Test]
    public void UnreadableHelloIsRefused()
    {
        using var rig = new SessionRig();
        AssertRefused(rig, [], GoodbyeReason.BadHello);
        AssertRefused(rig, [1], GoodbyeReason.BadHello);
        AssertRefused(rig, [.. SessionRig.Bytes(rig.Hello()), 0], GoodbyeReason.BadHello);
        AssertRefused(rig, SessionRig.Bytes(new Chat(0, "hello")), GoodbyeReason.BadHello);
    }

    [Test]
    public void NobodyComesIntoAClosedServer()
    {
        using var rig = new SessionRig(settings: new SessionSettings(IsOpen: false));
        AssertRefused(rig, SessionRig.Bytes(rig.Hello()), GoodbyeReason.BadToken);
        AssertRefused(rig, SessionRig.Bytes(rig.Hello() with { Token = new byte[100] }), GoodbyeReason.BadToken);
        Assert.That(rig.Rooms.All, Is.Empty, "and no room is made");
    }

    [Test]
    public void UnknownSecretIsRefused()
    {
        using var rig = new SessionRig();
        rig.Join();
        AssertRefused(rig, SessionRig.Bytes(rig.Hello(secret: new byte[16])), GoodbyeReason.ResumeRefused);
    }

    [Test]
    public void FullRoomIsRefusedAndAnotherRoomIsNot()
    {
        using var rig = new SessionRig(seatsMax: 2);
        rig.Join();
        rig.Join();
        AssertRefused(rig, SessionRig.Bytes(rig.Hello()), GoodbyeReason.RoomFull);
        Assert.That(rig.Join("other").Connected, Is.EqualTo(1));
    }

    [Test]
    public void ServerWithAllItsRoomsInUseMakesNoOther()
    {
        using var rig = new SessionRig(roomsMax: 2);
        rig.Join("one");
        rig.Join("two");
        AssertRefused(rig, SessionRig.Bytes(rig.Hello("three")), GoodbyeReason.ServerFull);
        Assert.That(rig.Join("one").Connected, Is.EqualTo(1), "rooms that stand take players");
    }

    [Test]
    public void LastSeatGoesToWhoeverIsConnectedFirst()
    {
        // Both hellos were admitted while one seat was free.
        using var rig = new SessionRig(seatsMax: 1);
        var first = rig.Network.CreateClient();
        var second = rig.Network.CreateClient();
        first.Connect("memory", rig.Network.Port, SessionRig.Bytes(rig.Hello()), 0);
        second.Connect("memory", rig.Network.Port, SessionRig.Bytes(rig.Hello()), 0);
        rig.Turn();
        Assert.That(rig.Counters.Joined, Is.EqualTo(1));
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.RoomFull), Is.EqualTo(1));
    }

    [TestCase(0, 0)]
    [TestCase(3, 0)]
    [TestCase(40, 4)]
    public void AnswerIsNeverLongerThanItsRoom(int room, int atLeast)
    {
        using var rig = new SessionRig();
        var refusal = new byte[room];
        Assert.That(rig.Host.OnConnectRequest([1, 2, 3], new IPEndPoint(IPAddress.Loopback, 1), refusal, out var length, out _), Is.False);
        Assert.That(length, Is.InRange(atLeast, room));
        if (length > 0)
        {
            Assert.That(ControlCodec.TryRead(refusal.AsSpan(0, length), out Goodbye? goodbye, out _), Is.True);
            Assert.That(goodbye!.Reason, Is.EqualTo(GoodbyeReason.BadHello));
        }
    }

    [Test]
    public void RefusalTouchesNobody()
    {
        using var rig = new SessionRig();
        var player = rig.Join();
        for (var i = 0; i < 5; i++)
        {
            rig.Connect([1, 2, 3]);
        }

        rig.Turn(0.1);
        Assert.That(player.Closed, Is.Empty);
        Assert.That(player.Datagrams, Is.Not.Empty);
        Assert.That((rig.Host.SessionCount, rig.Host.ConnectedCount), Is.EqualTo((1, 1)));
    }

    private static void AssertRefused(SessionRig rig, byte[] hello, GoodbyeReason reason)
    {
        var before = rig.Counters.Goodbyes(reason);
        var sessions = rig.Host.SessionCount;
        var client = rig.Connect(hello);
        Assert.That(client.Connected, Is.Zero);
        Assert.That(client.Closed[0].Refused, Is.True);
        Assert.That(SessionRig.Reason(client), Is.EqualTo(reason));
        Assert.That(rig.Counters.Goodbyes(reason), Is.EqualTo(before + 1));
        Assert.That(rig.Host.SessionCount, Is.EqualTo(sessions));
    }
}
