using System.Net;
using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tests.Transport;
using GameServer.Tools.Simulator.Links;
using GameServer.Tools.Simulator.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Sessions;

/// <summary>A shard and bare connections to it: a test writes the hellos and messages itself and reads what comes back.</summary>
internal sealed class SessionRig : IDisposable
{
    private readonly List<RecordingClient> clients = [];
    private byte secrets;

    public SessionRig(Func<Game>? game = null, SessionSettings? settings = null, int seatsMax = 4, int roomsMax = 3, int connectionsMax = 16)
    {
        Network = new MemoryNetwork(connectionsMax);
        Rooms = new RoomTable(
            new RoomMaker(new GameFactory(game ?? (static () => new SandboxGame())), Clock, static () => 1),
            new RoomTableSettings(roomsMax, new RoomSettings { SeatsMax = seatsMax, Config = "config" }, new RoomHostSettings { SnapshotRate = 60 }));
        Host = new SessionHost(Network, Rooms, settings ?? new SessionSettings(IsOpen: true), Clock, secret => Array.Fill(secret, ++secrets), new TokenGate(new TokenKeyRing([Key]), TimeProvider.System));
        Shard = new Shard(Network, Host, Rooms, new ShardSettings(), Clock, trace: null, NullLogger.Instance);
    }

    /// <summary>What tokens for this server are made with.</summary>
    public static TokenKey Key { get; } = new(1, new byte[TokenKey.SecretBytes]);

    public ManualClock Clock { get; } = new();

    public MemoryNetwork Network { get; }

    public RoomTable Rooms { get; }

    public SessionHost Host { get; }

    public Shard Shard { get; }

    public SessionCounters Counters => Host.Counters;

    public RoomHost Room(string name = "room") => Rooms.TryGet(name, out var room) ? room : throw new InvalidOperationException($"There is no room {name}.");

    public static byte[] Bytes(Hello hello)
    {
        var buffer = new byte[ControlLimits.HelloBytesMax];
        return buffer[..ControlCodec.Write(hello, buffer)];
    }

    public static byte[] Bytes(Chat chat)
    {
        var buffer = new byte[ControlLimits.ChatBytesMax];
        return buffer[..ControlCodec.Write(chat, buffer)];
    }

    public static byte[] Bytes(Goodbye goodbye)
    {
        var buffer = new byte[ControlLimits.GoodbyeBytesMax];
        return buffer[..ControlCodec.Write(goodbye, buffer)];
    }

    public Hello Hello(string room = "room", string name = "player", byte[]? secret = null) =>
        new(ProtocolVersion.Current, Rooms.Schema.Hash, room, name, secret ?? [], Array.Empty<byte>());

    /// <summary>Joins with a token that names this ticket.</summary>
    public RecordingClient JoinWith(ulong ticket, int seat = TokenGrant.AnySeat, string room = "room")
    {
        var grant = new TokenGrant { Room = room, Epoch = 1, Seat = seat, Id = ticket, PlayerId = "p1", Expires = DateTimeOffset.UtcNow.AddSeconds(30) };
        Assert.That(ConnectToken.TryParse(ConnectTokenMinter.Mint(Key, grant, new TokenEndpoint("memory", 1)), out var token, out _), Is.True);
        return Connect(Bytes(Hello(room) with { Token = token!.Sealed }));
    }

    /// <summary>A connection that asks with these bytes, and the server's turn to answer.</summary>
    public RecordingClient Connect(byte[] hello, IPEndPoint? from = null)
    {
        var client = new RecordingClient(Network.CreateClient(from));
        clients.Add(client);
        client.Transport.Connect("memory", Network.Port, hello, Clock.Seconds);
        Turn();
        return client;
    }

    public RecordingClient Join(string room = "room", string name = "player") => Connect(Bytes(Hello(room, name)));

    public RecordingClient Resume(byte[] secret) => Connect(Bytes(Hello(secret: secret)));

    public void Send(RecordingClient client, byte[] reliable)
    {
        client.Transport.SendReliable(reliable, Clock.Seconds);
        Turn();
    }

    /// <summary>The server does what is due, and the clients take in what it sent.</summary>
    public void Turn(double seconds = 0)
    {
        Clock.Now += (long)(seconds * 1e9);
        Shard.RunDue();
        foreach (var client in clients)
        {
            client.Transport.Poll(Clock.Seconds, client);
        }
    }

    public static Welcome Welcome(RecordingClient client)
    {
        Assert.That(client.Reliables, Is.Not.Empty, "nothing was said");
        Assert.That(ControlCodec.TryRead(client.Reliables[0], out Welcome? welcome, out _), Is.True);
        return welcome!;
    }

    public static byte[] Secret(RecordingClient client) => Welcome(client).ResumeSecret.ToArray();

    /// <summary>Why the connection ended; fails while it stands.</summary>
    public static GoodbyeReason Reason(RecordingClient client)
    {
        Assert.That(client.Closed, Has.Count.EqualTo(1), "the connection stands");
        return ControlCodec.TryRead(client.Closed[0].Goodbye, out Goodbye? goodbye, out _) ? goodbye.Reason : GoodbyeReason.None;
    }

    public void Dispose()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }

        Network.Dispose();
    }
}
