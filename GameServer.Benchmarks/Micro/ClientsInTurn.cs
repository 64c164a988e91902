using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Client.Transport;
using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Micro;

/// <summary>
/// Clients that are each told what one seat of a crowd was told, a frame each in turn: so many that the memory of one has left the
/// cache when its turn comes again. The whole client, and the meter of a bot. No network, no time.
/// </summary>
internal sealed class ClientsInTurn
{
    private const double FrameSeconds = 1 / 60.0;

    private readonly List<byte[]> recording = [];
    private readonly Tick[] scratch = new Tick[4096];
    private readonly Welcome welcome;
    private readonly EntityCodecs codecs;
    private readonly byte[] welcomeBytes;
    private Player[] players = [];
    private int frame;

    /// <summary>Records the snapshots of a crowd's first seat.</summary>
    public ClientsInTurn(int crowdPlayers, int frames)
    {
        var crowd = new ServedCrowd(crowdPlayers, "map=field") { Recording = recording };
        for (var i = 0; i < frames; i++)
        {
            crowd.Tick();
        }

        var room = crowd.Host.Room;
        codecs = new EntityCodecs(room.Game);
        welcome = new Welcome(1, "room", 0, crowdPlayers, room.Settings.TickRate, room.Settings.TickRate, 0, room.History.Length, "map=field", new byte[ControlLimits.ResumeSecretBytes], 1, 1, Resumed: false);
        welcomeBytes = new byte[ControlLimits.WelcomeBytesMax];
        welcomeBytes = welcomeBytes[..ControlCodec.Write(welcome, welcomeBytes)];
    }

    /// <summary>So many clients that have just been given their seat.</summary>
    public void Begin(int clients)
    {
        frame = 0;
        Array.ForEach(players, static player => player.Dispose());
        players = new Player[clients];
        for (var i = 0; i < clients; i++)
        {
            players[i] = new Player(codecs, welcome, welcomeBytes);
        }
    }

    /// <summary>The next frames of every client; returns how many entity updates they took in.</summary>
    public long Play(int frames)
    {
        var updates = 0L;
        for (var end = frame + frames; frame < end; frame++)
        {
            foreach (var player in players)
            {
                updates += player.Frame(recording[frame], scratch);
            }
        }

        return updates;
    }

    /// <summary>One client, its pilot and its meter.</summary>
    private sealed class Player : IDisposable
    {
        private readonly Recorded transport;
        private readonly GameClient<ArenaInput, Fighter> client;
        private readonly BotMeter meter = new();
        private readonly Func<Tick, ArenaInput> sample;

        public Player(EntityCodecs codecs, Welcome welcome, byte[] welcomeBytes)
        {
            transport = new Recorded(welcomeBytes);
            client = new GameClient<ArenaInput, Fighter>(new Arena(), new ClientOptions { Codecs = codecs }, transport);
            var pilot = new Pilot(seed: 1, index: 0);
            pilot.Begin(welcome);
            sample = pilot.Sample;
            client.Connect("server", 1, welcome.Room);
            client.Advance(0, sample);
        }

        public void Dispose()
        {
            client.Dispose();
            transport.Dispose();
        }

        public long Frame(byte[] datagram, Span<Tick> scratch)
        {
            var before = client.Stats.EntityUpdates;
            transport.Next = datagram;
            client.Advance(FrameSeconds, sample);
            meter.RecordEntityAges(scratch[..client.View.CopyTicks(scratch)], client.View.NewestTick);
            return client.Stats.EntityUpdates - before;
        }
    }

    /// <summary>Delivers the welcome, then in each frame what was recorded for it.</summary>
    private sealed class Recorded(byte[] welcome) : IClientTransport
    {
        private bool isConnected;

        public byte[]? Next { get; set; }

        public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now)
        {
        }

        public void Poll(double now, IClientTransportEvents events)
        {
            if (!isConnected)
            {
                isConnected = true;
                events.OnConnected();
                events.OnReliable(welcome);
            }

            if (Next is not null)
            {
                events.OnDatagram(Next);
            }
        }

        public void Send(ReadOnlySpan<byte> datagram, double now)
        {
        }

        public void SendReliable(ReadOnlySpan<byte> message, double now)
        {
        }

        public void Close(double now)
        {
        }

        public void Dispose()
        {
        }
    }
}
