using System.Diagnostics.CodeAnalysis;
using GameServer.Client.Matches;
using GameServer.Client.Sessions;
using GameServer.Client.Stats;
using GameServer.Client.Transport;
using GameServer.Protocol.Control;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Models;
using GameServer.Protocol.Snapshots;
using GameServer.Protocol.Tokens;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Client;

/// <summary>
/// A player's end: connects, sends inputs, predicts the own avatar, draws the others, reconnects. Driven by one thread that
/// calls <see cref="Advance"/> once per rendered frame; starts no thread and reads no clock.
/// </summary>
/// <typeparam name="TInput">The game's input.</typeparam>
/// <typeparam name="TAvatar">The game's avatar.</typeparam>
public sealed class GameClient<TInput, TAvatar> : IDisposable
    where TInput : struct
    where TAvatar : struct
{
    private const int MailboxMax = 256;

    // In a row without a seat: more than that is a server that sends its players in circles.
    private const int MovesMax = 4;

    private readonly Game<TInput, TAvatar> game;
    private readonly ClientOptions options;
    private readonly EntityCodecs codecs;
    private readonly IClientTransport transport;
    private readonly Events events;
    private readonly Mailbox<GameEvent> gameEvents = new(MailboxMax);
    private readonly Mailbox<Chat> chats = new(MailboxMax);
    private readonly byte[] datagram = new byte[DatagramLimits.InputBytesMax];
    private Endpoint? endpoint;
    private Match<TInput, TAvatar>? match;
    private string? configured;
    private double now;
    private double giveUpAt;
    private double retryAt = double.PositiveInfinity;
    private int movesFollowed;

    /// <summary>A client of one game.</summary>
    /// <param name="game">An instance of the game, for this client alone.</param>
    /// <param name="options">Options, or null for the usual ones.</param>
    /// <param name="transport">The way to the server, or null for UDP; owned from now on.</param>
    /// <exception cref="ArgumentException">A declaration of the game is wrong, or the options' codecs are another game's.</exception>
    public GameClient(Game<TInput, TAvatar> game, ClientOptions? options = null, IClientTransport? transport = null)
    {
        this.game = game;
        this.options = options ?? new ClientOptions();
        codecs = this.options.Codecs ?? new EntityCodecs(game);
        if (codecs.Schema.Hash != game.Schema.Hash)
        {
            throw new ArgumentException("The codecs are another game's.", nameof(options));
        }

        this.transport = transport ?? new LiteNetLibClientTransport();
        events = new Events(this);
    }

    /// <summary>Raised within <see cref="Advance"/> for each snapshot datagram applied, with its tick.</summary>
    public event Action<Tick>? SnapshotApplied;

    /// <summary>Where this client stands with its server.</summary>
    public ClientState State { get; private set; }

    /// <summary>Why it is closed; <see cref="GoodbyeReason.None"/> while it is not.</summary>
    public GoodbyeReason Reason { get; private set; }

    /// <summary>What the server added to the reason, for a person to read.</summary>
    public string ReasonDetail { get; private set; } = "";

    /// <summary>What the server said when it gave this client its seat; null before.</summary>
    public Welcome? Welcome => match?.Welcome;

    /// <summary>What the server said last about the end of this match; null while it has not said that it ends.</summary>
    public EndNotice? EndNotice { get; private set; }

    /// <summary>Counts of everything.</summary>
    public ClientStats Stats { get; } = new();

    /// <summary>What to draw.</summary>
    public ClientView<TInput, TAvatar> View => new(match);

    internal Match<TInput, TAvatar>? CurrentMatch => match;

    /// <summary>Asks for a seat. Returns at once; <see cref="State"/> tells what came of it. May be called again when closed.</summary>
    /// <param name="host">Name or address of the server.</param>
    /// <param name="port">Its UDP port.</param>
    /// <param name="room">The room's name.</param>
    /// <param name="playerName">Shown to others; at most 32 characters.</param>
    /// <exception cref="InvalidOperationException">It is connected, or about to be.</exception>
    /// <exception cref="ArgumentException">A name is not one that a hello can carry.</exception>
    /// <exception cref="CodecModelException">The game ships a model that is none for its schema.</exception>
    public void Connect(string host, int port, string room, string playerName = "") => Connect(new Endpoint(host, port, room, playerName, default));

    /// <summary>
    /// Asks for the seat that a matchmaker gave this player. Returns at once; <see cref="State"/> tells what came of it. The
    /// token is good for one connection; a lost one is taken up again without it.
    /// </summary>
    /// <param name="token">As the matchmaker handed it out. Its first endpoint is used.</param>
    /// <param name="playerName">Shown to others; at most 32 characters. Empty for the name that the matchmaker knows.</param>
    /// <exception cref="InvalidOperationException">It is connected, or about to be.</exception>
    /// <exception cref="ArgumentException">The name is not one that a hello can carry.</exception>
    /// <exception cref="CodecModelException">The game ships a model that is none for its schema.</exception>
    public void Connect(ConnectToken token, string playerName = "")
    {
        var first = token.Endpoints[0];
        Connect(new Endpoint(first.Host, first.Port, token.Room, playerName, token.Sealed));
    }

    /// <summary>Lets a frame pass: takes in what has come, predicts, sends the inputs that are due.</summary>
    /// <param name="frameSeconds">Seconds since the last call, at any frame rate.</param>
    /// <param name="sampleInput">Asked for the input of each tick that is due: none, one or several per frame.</param>
    public void Advance(double frameSeconds, Func<Tick, TInput> sampleInput)
    {
        now += frameSeconds;
        match?.Begin(frameSeconds);
        transport.Poll(now, events);
        if (State is ClientState.Reconnecting or ClientState.Connecting)
        {
            Redial();
        }

        if (State == ClientState.Playing && match is not null)
        {
            var length = match.Advance(frameSeconds, now, sampleInput, datagram);
            Send(length);
            if (match.TryRepeatInputs(length))
            {
                Send(length);
            }

            Send(match.WriteAnswer(datagram));
        }
    }

    /// <summary>Takes the next reliable event of the game; false when there is none.</summary>
    public bool TryTake([NotNullWhen(true)] out GameEvent? message) => gameEvents.TryTake(out message);

    /// <summary>Takes the next chat line; false when there is none.</summary>
    public bool TryTake([NotNullWhen(true)] out Chat? message) => chats.TryTake(out message);

    /// <summary>Says something to everybody in the room; nothing happens unless playing.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long or has control, line-separating or invisible format characters.</exception>
    public void Say(string text)
    {
        var buffer = new byte[ControlLimits.ChatBytesMax];
        var length = ControlCodec.Write(new Chat(Chat.Server, text), buffer);
        if (State == ClientState.Playing)
        {
            transport.SendReliable(buffer.AsSpan(0, length), now);
        }
    }

    /// <summary>Gives the seat up for good. The server frees it when the goodbye arrives, at the latest after the linger time.</summary>
    public void Leave()
    {
        if (State == ClientState.Playing)
        {
            var buffer = new byte[ControlLimits.GoodbyeBytesMax];
            var length = ControlCodec.Write(new Goodbye(GoodbyeReason.PlayerLeft, ""), buffer);
            transport.SendReliable(buffer.AsSpan(0, length), now);
        }
        else if (State is ClientState.Connecting or ClientState.Reconnecting)
        {
            transport.Close(now);
            Close(GoodbyeReason.PlayerLeft, "");
        }
    }

    /// <summary>Ends everything at once, without a word to the server: the seat lingers there.</summary>
    public void Dispose() => transport.Dispose();

    /// <summary>Cuts the connection as a broken network would, for tests of the reconnect.</summary>
    internal void Drop()
    {
        transport.Close(now);
        events.OnClosed(default, refused: false);
    }

    private void Send(int length)
    {
        if (length > 0)
        {
            transport.Send(datagram.AsSpan(0, length), now);
        }
    }

    private void Connect(Endpoint wanted)
    {
        if (State is not (ClientState.Idle or ClientState.Closed))
        {
            throw new InvalidOperationException($"The client is {State} already.");
        }

        endpoint = wanted;
        transport.Connect(wanted.Host, wanted.Port, wanted.Hello(game.Schema.Hash, codecs.ModelHash, default), now);
        State = ClientState.Connecting;
        (retryAt, giveUpAt, movesFollowed) = (double.PositiveInfinity, double.PositiveInfinity, 0);
        Reason = GoodbyeReason.None;
        EndNotice = null;
        match = null;
    }

    private void Redial()
    {
        if (now >= giveUpAt)
        {
            Close(GoodbyeReason.TimedOut, "");
        }
        else if (now >= retryAt)
        {
            retryAt = double.PositiveInfinity;
            transport.Connect(endpoint!.Host, endpoint.Port, endpoint.Hello(game.Schema.Hash, codecs.ModelHash, match?.Welcome.ResumeSecret ?? default), now);
        }
    }

    // To where its room is now, to its seat there; whoever had none yet goes with the hello that it came with.
    private bool TryFollow(string where)
    {
        if (!endpoint!.TryMove(where, out var next) || movesFollowed == MovesMax)
        {
            return false;
        }

        (endpoint, retryAt) = (next, now);
        movesFollowed++;
        giveUpAt = State == ClientState.Playing ? now + options.ReconnectSeconds : giveUpAt;
        State = match is null ? ClientState.Connecting : ClientState.Reconnecting;
        return true;
    }

    private void Begin(Welcome welcome)
    {
        movesFollowed = 0;

        // A resumed seat plays the same match: its map stands already.
        if (configured != welcome.Config)
        {
            game.Configure(welcome.Config);
            configured = welcome.Config;
        }

        Stats.Reconnects += welcome.Resumed ? 1 : 0;
        match = new Match<TInput, TAvatar>(game, codecs.For(welcome.TickRate), welcome, Stats, options);
        State = ClientState.Playing;
    }

    private void Close(GoodbyeReason reason, string detail)
    {
        State = ClientState.Closed;
        Reason = reason;
        ReasonDetail = detail;
    }

    /// <summary>What the transport reports, kept apart so that none of it shows on the client's own surface.</summary>
    private sealed class Events(GameClient<TInput, TAvatar> client) : IClientTransportEvents
    {
        public void OnConnected()
        {
        }

        public void OnDatagram(ReadOnlySpan<byte> datagram)
        {
            if (client.State == ClientState.Playing && client.match is { } match && !match.TryTakeQuestion(datagram) && match.TryReceive(datagram, client.now))
            {
                client.SnapshotApplied?.Invoke(match.LastApplied);
            }
        }

        public void OnReliable(ReadOnlySpan<byte> message)
        {
            if (!ControlCodec.TryPeekKind(message, out var kind))
            {
                client.Stats.Malformed++;
                return;
            }

            switch (kind)
            {
                case ControlKind.Welcome when ControlCodec.TryRead(message, out Welcome? welcome, out _):
                    client.Begin(welcome);
                    break;
                case ControlKind.GameEvent when ControlCodec.TryRead(message, out GameEvent? gameEvent, out _):
                    client.gameEvents.Add(gameEvent);
                    break;
                case ControlKind.Chat when ControlCodec.TryRead(message, out Chat? chat, out _):
                    client.chats.Add(chat);
                    break;
                case ControlKind.EndNotice when ControlCodec.TryRead(message, out EndNotice? notice, out _):
                    client.EndNotice = notice;
                    break;
                default:
                    client.Stats.Malformed++;
                    break;
            }
        }

        public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused)
        {
            if (ControlCodec.TryRead(goodbye, out Goodbye? read, out _))
            {
                if (read.Reason == GoodbyeReason.RoomMoved && client.TryFollow(read.Detail))
                {
                    return;
                }

                client.Close(read.Reason, read.Detail);
                return;
            }

            // Silence: a broken connection. Without a seat to take back there is nothing to try for.
            if (client.match is null || refused)
            {
                client.Close(GoodbyeReason.TimedOut, "");
                return;
            }

            if (client.State == ClientState.Playing)
            {
                client.giveUpAt = client.now + client.options.ReconnectSeconds;
            }

            client.retryAt = client.now + client.options.ReconnectPauseSeconds;
            client.State = ClientState.Reconnecting;
        }
    }
}
