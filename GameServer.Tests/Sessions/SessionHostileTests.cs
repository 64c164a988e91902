using System.Net;
using GameServer.Protocol.Control;
using GameServer.Sessions;
using GameServer.Tests.Support;
using GameServer.Transport;

namespace GameServer.Tests.Sessions;

/// <summary>Whatever bytes come in by a hello, a message or a datagram: nothing throws, and nobody but the sender notices.</summary>
internal sealed class SessionHostileTests
{
    private const int Seed = 20261124;
    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 1);

    [Test]
    public void HelloOfAnyBytesIsAnsweredWithinItsRoom()
    {
        using var rig = new SessionRig();
        var random = new Random(Seed);
        var good = SessionRig.Bytes(rig.Hello());
        var refusal = new byte[100];
        for (var i = 0; i < 20_000; i++)
        {
            var hello = i % 2 == 0 ? Noise(random, 200) : Mutated(random, good);
            if (rig.Host.OnConnectRequest(hello, Address, refusal, out var length, out var ticket))
            {
                Assert.That(ticket, Is.TypeOf<Arrival>());
                continue;
            }

            Assert.That(length, Is.InRange(1, refusal.Length));
        }

        Assert.That(rig.Host.SessionCount, Is.Zero, "nothing is kept for a request");
        Assert.That(rig.Rooms.All, Is.Empty);
    }

    [Test]
    public void HelloCutAnywhereIsRefused()
    {
        using var rig = new SessionRig();
        var good = SessionRig.Bytes(rig.Hello(name: "somebody"));
        for (var length = 0; length < good.Length; length++)
        {
            Assert.That(rig.Host.OnConnectRequest(good.AsSpan(0, length), Address, new byte[100], out _, out _), Is.False, $"{length} bytes");
        }
    }

    [Test]
    public void MessageOfAnyBytesIsReadOrEndsItsSenderAlone()
    {
        using var rig = new SessionRig(connectionsMax: 64);
        var bystander = rig.Join();
        var random = new Random(Seed);
        var chat = SessionRig.Bytes(new Chat(0, "well played"));
        for (var i = 0; i < 1_500; i++)
        {
            var sender = rig.Join();
            var message = i % 2 == 0 ? Noise(random, 100) : Mutated(random, chat);
            if (message.Length > 0)
            {
                rig.Send(sender, message);
            }

            if (sender.Closed.Count > 0)
            {
                Assert.That(SessionRig.Reason(sender), Is.AnyOf(GoodbyeReason.ProtocolError, GoodbyeReason.PlayerLeft));
                continue;
            }

            rig.Send(sender, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        }

        Assert.That(bystander.Closed, Is.Empty);
        Assert.That(rig.Host.SessionCount, Is.EqualTo(1));
        Assert.That(rig.Counters.ReliableMalformed, Is.Positive);
    }

    [Test]
    public void MessageOfTheServersOwnKindEndsTheSession()
    {
        using var rig = new SessionRig();
        var buffer = new byte[ControlLimits.MessageBytesMax];
        var client = rig.Join();
        var length = ControlCodec.Write(SessionRig.Welcome(client), buffer);
        rig.Send(client, buffer[..length]);
        Assert.That(SessionRig.Reason(client), Is.EqualTo(GoodbyeReason.ProtocolError));

        client = rig.Join();
        length = ControlCodec.Write(new GameEvent(3, new byte[5]), buffer);
        rig.Send(client, buffer[..length]);
        Assert.That(SessionRig.Reason(client), Is.EqualTo(GoodbyeReason.ProtocolError));

        client = rig.Join();
        rig.Send(client, SessionRig.Bytes(rig.Hello()));
        Assert.That(SessionRig.Reason(client), Is.EqualTo(GoodbyeReason.ProtocolError), "a second hello");
    }

    [Test]
    public void DatagramsOfAnyBytesAreCountedAndTheRoomGoesOn()
    {
        using var rig = new SessionRig(static () => new DriftGame());
        var (noisy, quiet) = (rig.Join(), rig.Join());
        var random = new Random(Seed);
        for (var i = 0; i < 600; i++)
        {
            for (var n = 0; n < 20; n++)
            {
                noisy.Transport.Send(Noise(random, 700), 0);
            }

            rig.Turn(1 / 60.0);
        }

        Assert.That(rig.Room().Counters.Ticks, Is.InRange(599, 601));
        Assert.That(rig.Room().Failure, Is.Null);
        Assert.That(rig.Room().Sum().Inputs.DatagramsMalformed, Is.GreaterThan(1_000));
        Assert.That(rig.Room().Inbox.RefusedTooLong, Is.Positive, "the too long ones");
        Assert.That(quiet.Datagrams, Has.Count.InRange(595, 601));
    }

    [Test]
    public void WordsOfAConnectionThatIsNobodysAreIgnored()
    {
        using var rig = new SessionRig();
        rig.Join();
        var stranger = new ConnectionId(9, 77);
        rig.Host.OnDatagram(stranger, new byte[20]);
        rig.Host.OnReliable(stranger, new byte[20]);
        rig.Host.OnClosed(stranger, CloseCause.Timeout);
        Assert.That((rig.Host.SessionCount, rig.Counters.ReliableMalformed, rig.Counters.Goodbyes(GoodbyeReason.TimedOut)), Is.EqualTo((1, 0L, 0L)));
    }

    private static byte[] Noise(Random random, int lengthMax)
    {
        var bytes = new byte[random.Next(lengthMax)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(Random random, byte[] good)
    {
        var bytes = (byte[])good.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
    }
}
