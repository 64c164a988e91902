using GameServer.Protocol.Control;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Sessions;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Rooms;
using GameServer.Tests.Support;
using GameServer.Tests.Transport;

namespace GameServer.Tests.Sessions;

internal sealed class SessionHostTests
{
    private const double Linger = 5;

    [Test]
    public void WelcomeSaysWhatTheClientMustKnow()
    {
        using var rig = new SessionRig();
        rig.Join();
        var welcome = SessionRig.Welcome(rig.Join());
        var room = rig.Room();
        Assert.That((welcome.RoomId, welcome.Room, welcome.Seat, welcome.SeatsMax), Is.EqualTo((room.Id, "room", 1, 4)));
        Assert.That((welcome.TickRate, welcome.SnapshotRate, welcome.HistoryTicks), Is.EqualTo((60, 60, 72)));
        Assert.That((welcome.Config, welcome.SnapshotSequence, welcome.InputSequence, welcome.Resumed), Is.EqualTo(("config", 1ul, 1ul, false)));
        Assert.That(welcome.ResumeSecret.Length, Is.EqualTo(ControlLimits.ResumeSecretBytes));
        Assert.That(rig.Counters.Joined, Is.EqualTo(2));
    }

    [Test]
    public void NamesReachTheSeats()
    {
        using var rig = new SessionRig();
        rig.Join(name: "Zoë");
        Assert.That(rig.Room().Room.Seats[0].PlayerName, Is.EqualTo("Zoë"));
    }

    [Test]
    public void ChatReachesEveryoneInTheRoomUnderTheSpeakersSeat()
    {
        using var rig = new SessionRig();
        var (first, second, elsewhere) = (rig.Join(), rig.Join(), rig.Join("other"));
        rig.Send(second, SessionRig.Bytes(new Chat(0, "gg"))); // It claims to be seat 0.
        foreach (var client in (RecordingClient[])[first, second])
        {
            Assert.That(ControlCodec.TryRead(client.Reliables[1], out Chat? chat, out _), Is.True);
            Assert.That(chat, Is.EqualTo(new Chat(1, "gg")));
        }

        Assert.That(elsewhere.Reliables, Has.Count.EqualTo(1));
    }

    [Test]
    public void EventReachesTheSeatItIsFor()
    {
        using var rig = new SessionRig(static () => new SandboxGame { Ticked = static room => room.Send(room.Seats[1], 9, [1, 2, 3]) });
        var (first, second) = (rig.Join(), rig.Join());
        rig.Turn(1 / 60.0);
        Assert.That(first.Reliables, Has.Count.EqualTo(1));
        Assert.That(ControlCodec.TryRead(second.Reliables[^1], out GameEvent? message, out _), Is.True);
        Assert.That((message!.Kind, Convert.ToHexString(message.Payload.Span)), Is.EqualTo(((ushort)9, "010203")));
    }

    [Test]
    public void GoodbyeFreesTheSeatAtOnce()
    {
        using var rig = new SessionRig();
        var client = rig.Join();
        rig.Send(client, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        Assert.That(SessionRig.Reason(client), Is.EqualTo(GoodbyeReason.PlayerLeft));
        Assert.That(rig.Room().Room.SeatsTaken, Is.Zero);
        Assert.That((rig.Host.SessionCount, rig.Host.ConnectedCount), Is.EqualTo((0, 0)));
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.PlayerLeft), Is.EqualTo(1));
    }

    [Test]
    public void ClosedConnectionLeavesTheSeatStandingForAWhile()
    {
        using var rig = new SessionRig(settings: new SessionSettings(IsOpen: true, Linger));
        rig.Join().Transport.Close(0);
        rig.Turn();
        Assert.That((rig.Host.SessionCount, rig.Host.ConnectedCount), Is.EqualTo((1, 0)));
        rig.Turn(Linger - 0.1);
        Assert.That(rig.Room().Room.SeatsTaken, Is.EqualTo(1));
        Assert.That(rig.Room().Room.Seats[0].IsConnected, Is.False);
        rig.Turn(0.2);
        Assert.That(rig.Room().Room.SeatsTaken, Is.Zero);
        Assert.That(rig.Host.SessionCount, Is.Zero);
    }

    [Test]
    public void SecretTakesALingeringSeatBack()
    {
        using var rig = new SessionRig(settings: new SessionSettings(IsOpen: true, Linger));
        var first = rig.Join();
        rig.Turn(0.5);
        var avatar = rig.Room().Room.Seats[0].Avatar;
        first.Transport.Close(0);
        rig.Turn(Linger - 0.1);
        var second = rig.Resume(SessionRig.Secret(first));
        var welcome = SessionRig.Welcome(second);
        Assert.That((welcome.Seat, welcome.Resumed), Is.EqualTo((0, true)));
        Assert.That(welcome.SnapshotSequence, Is.GreaterThan((ulong)first.Datagrams.Count), "no two datagrams of a session share a number");
        Assert.That(rig.Room().Room.Seats[0].Avatar, Is.EqualTo(avatar));
        Assert.That(rig.Counters.Resumed, Is.EqualTo(1));
        rig.Turn(Linger + 1);
        Assert.That(second.Closed, Is.Empty, "the old linger time is forgotten");
    }

    [Test]
    public void SecretIsOfNoUseOnceTheSeatIsGivenUp()
    {
        using var rig = new SessionRig(settings: new SessionSettings(IsOpen: true, Linger));
        var client = rig.Join();
        client.Transport.Close(0);
        rig.Turn();
        rig.Turn(Linger + 0.1);
        Assert.That(SessionRig.Reason(rig.Resume(SessionRig.Secret(client))), Is.EqualTo(GoodbyeReason.ResumeRefused));
    }

    [Test]
    public void SecondConnectionWithTheSecretReplacesTheFirst()
    {
        using var rig = new SessionRig();
        var first = rig.Join();
        var second = rig.Resume(SessionRig.Secret(first));
        Assert.That(SessionRig.Reason(first), Is.EqualTo(GoodbyeReason.Replaced));
        Assert.That(SessionRig.Welcome(second).Seat, Is.Zero);
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.Replaced), Is.EqualTo(1));
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.TimedOut), Is.Zero, "the end of the first connection is nobody's any more");
        rig.Turn(60);
        Assert.That(rig.Host.SessionCount, Is.EqualTo(1));
    }

    // The old connection's last datagram, taken for the new one's, looked like a client that holds something else.
    [Test]
    public void StragglerOfTheReplacedConnectionRaisesNoAlarm()
    {
        using var rig = new SessionRig(static () => new DriftGame());
        var first = rig.Join();
        rig.Turn(0.2);
        var pen = new SeatRig(ticks: 0);
        first.Transport.Send(pen.Write(new InputHeader(1, new AckField(3, 3), 0xDEAD, rig.Room().Room.Tick + 1, 0, 1), [new int[5]]), 0);
        rig.Resume(SessionRig.Secret(first));
        rig.Turn(0.1);
        Assert.That(rig.Room().Sum().Replication.Desyncs, Is.Zero);
        Assert.That(rig.Room().Sum().Inputs.InputsFresh, Is.Zero);
    }

    [Test]
    public void MessageThatCannotBeReadEndsTheSession()
    {
        using var rig = new SessionRig();
        var (bad, good) = (rig.Join(), rig.Join());
        rig.Send(bad, [200, 1, 2]);
        Assert.That(SessionRig.Reason(bad), Is.EqualTo(GoodbyeReason.ProtocolError));
        Assert.That(rig.Counters.ReliableMalformed, Is.EqualTo(1));
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.ProtocolError), Is.EqualTo(1));
        Assert.That(good.Closed, Is.Empty);
    }

    [Test]
    public void EndOfARoomReachesItsPlayersAndNoOthers()
    {
        using var rig = new SessionRig(static () => new SandboxGame { Ticked = static room => Finish(room) });
        var (player, elsewhere) = (rig.Join(), rig.Join("other"));
        rig.Join();
        rig.Turn(1 / 60.0);
        rig.Turn(1 / 60.0);
        Assert.That(ControlCodec.TryRead(player.Closed[0].Goodbye, out Goodbye? goodbye, out _), Is.True);
        Assert.That(goodbye, Is.EqualTo(new Goodbye(GoodbyeReason.RoomEnded, "two are enough")));
        Assert.That(rig.Counters.Goodbyes(GoodbyeReason.RoomEnded), Is.EqualTo(2));
        Assert.That(elsewhere.Closed, Is.Empty);
        Assert.That(rig.Rooms.TryGet("room", out _), Is.False);
    }

    [Test]
    public void StopSaysGoodbyeToEveryone()
    {
        using var rig = new SessionRig();
        var clients = new[] { rig.Join(), rig.Join(), rig.Join("other") };
        rig.Shard.Stop();
        rig.Turn();
        Assert.That(clients.Select(SessionRig.Reason), Is.All.EqualTo(GoodbyeReason.ServerStopping));
        Assert.That(rig.Host.SessionCount, Is.Zero);
    }

    // A game whose start throws once took the shard's thread with it, and every other room.
    [Test]
    public void GameThatThrowsAtItsStartRefusesTheJoinAndNothingElse()
    {
        var starts = 0;
        using var rig = new SessionRig(() => new SandboxGame { Started = _ => Explode(++starts) });
        var first = rig.Join("one");
        var second = rig.Join("two");
        rig.Turn(0.1);
        Assert.That(SessionRig.Reason(second), Is.EqualTo(GoodbyeReason.RoomFailed));
        Assert.That(rig.Rooms.TryGet("two", out _), Is.False);
        Assert.That(first.Closed, Is.Empty);
        Assert.That(rig.Join("three").Connected, Is.EqualTo(1));
    }

    private static void Explode(int start)
    {
        if (start == 2)
        {
            throw new InvalidOperationException("a map that is not there");
        }
    }

    private static void Finish(Room room)
    {
        if (room.SeatsTaken == 2)
        {
            room.End("two are enough");
        }
    }
}
