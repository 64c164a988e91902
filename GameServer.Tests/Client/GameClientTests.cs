using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Client.Transport;
using GameServer.Protocol.Control;
using GameServer.Tests.Support;

namespace GameServer.Tests.Client;

internal sealed class GameClientTests
{
    [Test]
    public void ClientThatIsNotConnectedDoesNothing()
    {
        var transport = new Scripted();
        using var client = New(transport);
        client.Advance(0.1, static _ => default);
        client.Say("nobody hears this");
        client.Leave();
        Assert.That(client.State, Is.EqualTo(ClientState.Idle));
        Assert.That(transport.Calls, Is.Empty);
        Assert.That(client.View.HasAvatar, Is.False);
        Assert.That(client.View.All<Drifter>().Length, Is.Zero);
        Assert.That(client.TryTake(out Chat? _) || client.TryTake(out GameEvent? _), Is.False);
    }

    [Test]
    public void ConnectingTwiceIsTheCallersMistake()
    {
        using var client = New(new Scripted());
        client.Connect("host", 1, "room");
        Assert.That(() => client.Connect("host", 1, "room"), Throws.InvalidOperationException);
    }

    [TestCase("", "player")]
    [TestCase("a room", "player")]
    [TestCase("room", "a\nb")]
    public void NameThatNoHelloCanCarryIsTheCallersMistake(string room, string player)
    {
        using var client = New(new Scripted());
        Assert.That(() => client.Connect("host", 1, room, player), Throws.ArgumentException);
        Assert.That(client.State, Is.EqualTo(ClientState.Idle), "and it may try again");
    }

    [Test]
    public void ServerThatNeverAnswersIsATimeout()
    {
        var transport = new Scripted();
        using var client = New(transport);
        client.Connect("host", 1, "room");
        transport.Next.Add(static events => events.OnClosed(default, refused: false));
        client.Advance(0.1, static _ => default);
        Assert.That((client.State, client.Reason), Is.EqualTo((ClientState.Closed, GoodbyeReason.TimedOut)));
    }

    [Test]
    public void LeavingWhileConnectingEndsTheAttempt()
    {
        var transport = new Scripted();
        using var client = New(transport);
        client.Connect("host", 1, "room");
        client.Leave();
        Assert.That((client.State, client.Reason), Is.EqualTo((ClientState.Closed, GoodbyeReason.PlayerLeft)));
        Assert.That(transport.Calls, Is.EqualTo(new[] { "connect", "close" }));
    }

    [Test]
    public void LostConnectionIsTriedAgainAtItsPaceAndGivenUpInTheEnd()
    {
        var transport = new Scripted();
        using var client = Playing(transport, new ClientOptions { ReconnectSeconds = 10, ReconnectPauseSeconds = 2 });
        transport.Calls.Clear();
        transport.Next.Add(static events => events.OnClosed(default, refused: false));
        var attempts = new List<int>();
        for (var second = 1; second <= 13; second++)
        {
            client.Advance(1, static _ => default);
            if (transport.Calls.Count > attempts.Count)
            {
                attempts.Add(second);
                transport.Next.Add(static events => events.OnClosed(default, refused: false));
            }
        }

        // Two seconds after each loss, which an attempt shows a second later.
        Assert.That(attempts, Is.EqualTo(new[] { 3, 6, 9 }));
        Assert.That((client.State, client.Reason), Is.EqualTo((ClientState.Closed, GoodbyeReason.TimedOut)));
    }

    [Test]
    public void GoodbyeOfTheServerEndsItWithItsReason()
    {
        var transport = new Scripted();
        using var client = Playing(transport, new ClientOptions());
        transport.Next.Add(static events => events.OnClosed(Bytes(new Goodbye(GoodbyeReason.Kicked, "be nice")), refused: false));
        client.Advance(0.1, static _ => default);
        Assert.That((client.State, client.Reason, client.ReasonDetail), Is.EqualTo((ClientState.Closed, GoodbyeReason.Kicked, "be nice")));
    }

    [Test]
    public void BytesThatCannotBeReadAreCountedAndIgnored()
    {
        var transport = new Scripted();
        using var client = Playing(transport, new ClientOptions());
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var noise = new byte[random.Next(1, 100)];
            random.NextBytes(noise);
            transport.Next.Add(events => events.OnReliable(noise));
            transport.Next.Add(events => events.OnDatagram(noise));
        }

        client.Advance(0.1, static _ => default);
        Assert.That(client.State, Is.EqualTo(ClientState.Playing));
        Assert.That(client.Stats.Malformed, Is.GreaterThan(1_000));
    }

    [Test]
    public void SnapshotBeforeTheWelcomeIsIgnored()
    {
        var transport = new Scripted();
        using var client = New(transport);
        client.Connect("host", 1, "room");
        transport.Next.Add(static events => events.OnConnected());
        transport.Next.Add(static events => events.OnDatagram(new byte[20]));
        client.Advance(0.1, static _ => default);
        Assert.That((client.State, client.Stats.DatagramsReceived), Is.EqualTo((ClientState.Connecting, 0L)));
    }

    [Test]
    public void EventsWaitUntilTheyAreTakenAndTheOldestGiveWay()
    {
        var transport = new Scripted();
        using var client = Playing(transport, new ClientOptions());
        for (var i = 0; i < 300; i++)
        {
            var message = Bytes(new GameEvent((ushort)i, Array.Empty<byte>()));
            transport.Next.Add(events => events.OnReliable(message));
        }

        client.Advance(0.1, static _ => default);
        Assert.That(client.TryTake(out GameEvent? oldest), Is.True);
        Assert.That(oldest!.Kind, Is.EqualTo(44), "256 are kept");
    }

    private static GameClient<DriftInput, Drifter> New(Scripted transport, ClientOptions? options = null) => new(new DriftGame(), options, transport);

    private static GameClient<DriftInput, Drifter> Playing(Scripted transport, ClientOptions options)
    {
        var client = New(transport, options);
        client.Connect("host", 1, "room");
        var welcome = Bytes(new Welcome(1, "room", 0, 4, 60, 60, 100, 72, "", new byte[ControlLimits.ResumeSecretBytes], 1, 1, false));
        transport.Next.Add(static events => events.OnConnected());
        transport.Next.Add(events => events.OnReliable(welcome));
        client.Advance(0.01, static _ => default);
        Assert.That(client.State, Is.EqualTo(ClientState.Playing));
        return client;
    }

    private static byte[] Bytes(Welcome message)
    {
        var buffer = new byte[ControlLimits.WelcomeBytesMax];
        return buffer[..ControlCodec.Write(message, buffer)];
    }

    private static byte[] Bytes(Goodbye message)
    {
        var buffer = new byte[ControlLimits.GoodbyeBytesMax];
        return buffer[..ControlCodec.Write(message, buffer)];
    }

    private static byte[] Bytes(GameEvent message)
    {
        var buffer = new byte[ControlLimits.GameEventBytesMax];
        return buffer[..ControlCodec.Write(message, buffer)];
    }

    /// <summary>A network of which a test says what it reports at the next poll.</summary>
    private sealed class Scripted : IClientTransport
    {
        public List<string> Calls { get; } = [];

        public List<Action<IClientTransportEvents>> Next { get; } = [];

        public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now) => Calls.Add("connect");

        public void Poll(double now, IClientTransportEvents events)
        {
            var due = Next.ToArray();
            Next.Clear();
            Array.ForEach(due, tell => tell(events));
        }

        public void Send(ReadOnlySpan<byte> datagram, double now)
        {
        }

        public void SendReliable(ReadOnlySpan<byte> message, double now)
        {
        }

        public void Close(double now) => Calls.Add("close");

        public void Dispose()
        {
        }
    }
}
