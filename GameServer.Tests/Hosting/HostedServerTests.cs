using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Games.Arena;
using GameServer.Hosting;
using GameServer.Protocol.Control;
using GameServer.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GameServer.Tests.Hosting;

/// <summary>The server as a user's program starts it, in this process, with clients over real UDP.</summary>
[Category("RealUdp")]
internal sealed class HostedServerTests
{
    private const double FrameSeconds = 1 / 60.0;
    private const double PlaySeconds = 2;

    private readonly StopwatchClock clock = new();
    private readonly List<GameClient<ArenaInput, Fighter>> clients = [];
    private IHostApplicationLifetime lifetime = null!;
    private ServerPorts ports = null!;
    private ShardGroup shards = null!;

    [TearDown]
    public void DisposeClients()
    {
        clients.ForEach(static c => c.Dispose());
        clients.Clear();
    }

    [Test]
    public void PlayersOfAStoppingServerAreToldAndItEndsWithZero()
    {
        var running = Start("--open", "--port", "0", "--room-config", "map=field");
        Connect();
        Connect();
        Advance(PlaySeconds + 1, () => clients.TrueForAll(static c => c.Stats.Applied > PlaySeconds * 25));
        foreach (var client in clients)
        {
            Assert.That(client.State, Is.EqualTo(ClientState.Playing));
            Assert.That(client.View.HasAvatar, Is.True);
            Assert.That(client.View.All<Fighter>().Length, Is.EqualTo(1), "each sees the other");
        }

        var stopped = clock.Now;
        lifetime.StopApplication();
        Advance(5, () => running.IsCompleted && clients.TrueForAll(static c => c.State == ClientState.Closed));
        Assert.That(running.IsCompleted, Is.True);
        Assert.That((clock.Now - stopped) / 1e9, Is.LessThan(1.5), "seconds until it was over");
        Assert.That(clients.Select(static c => c.Reason), Is.All.EqualTo(GoodbyeReason.ServerStopping));
        Assert.That(running.Result, Is.Zero);
    }

    [Test]
    public void ChatReachesEveryoneInTheRoomAndNobodyElse()
    {
        var running = Start("--open", "--port", "0", "--shards", "1");
        string[] rooms = ["red", "red", "red", "blue", "blue"];
        Array.ForEach(rooms, Connect);
        Advance(10, () => clients.TrueForAll(static c => c.State == ClientState.Playing && c.View.HasAvatar));
        clients[1].Say("from red");
        clients[4].Say("from blue");
        Advance(1.5, static () => false); // Long enough for a line that must not come.

        var (red, blue) = (new Chat(clients[1].Welcome!.Seat, "from red"), new Chat(clients[4].Welcome!.Seat, "from blue"));
        for (var i = 0; i < rooms.Length; i++)
        {
            Assert.That(Heard(clients[i]), Is.EqualTo(new[] { i < 3 ? red : blue }), $"client {i} in {rooms[i]}");
        }

        lifetime.StopApplication();
        Assert.That(running.Wait(TimeSpan.FromSeconds(10)), Is.True);
    }

    [Test]
    public void ShardThatFailsEndsTheServerWithOne()
    {
        var running = Start("--port", "0", "--shards", "2");
        shards.Threads[1].TryPost(static _ => throw new InvalidOperationException("planted"));
        Assert.That(running.Wait(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(running.Result, Is.EqualTo(1));
    }

    [Test]
    public void ServerWithoutItsHttpSideRunsAllTheSame()
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddGameServer(static o => (o.Port, o.Http) = (0, -1)).AddGame<Arena>();
        using var host = builder.Build();
        host.Start();
        Assert.That(host.Services.GetRequiredService<ServerPorts>().Http, Is.Null);
        host.StopAsync().Wait();
    }

    [Test]
    public void HostWaitsForAsLongAsADrainMayTake()
    {
        var builder = new HostApplicationBuilder();
        builder.AddGameServer(static o => o.Drain = 600).AddGame<Arena>();
        using var host = builder.Build();
        Assert.That(host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout, Is.GreaterThan(TimeSpan.FromSeconds(600)));
    }

    [Test]
    public void SameGameTwiceIsAProgrammersError()
    {
        var server = new HostApplicationBuilder().AddGameServer().AddGame<Arena>();
        Assert.That(() => server.AddGame<Arena>(), Throws.InvalidOperationException);
    }

    [Test]
    public void HostOfTheUsersOwnConfiguresInCode()
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddGameServer(static o => (o.Port, o.Http, o.Shards) = (0, 0, 2)).AddGame<Arena>();
        using var host = builder.Build();
        host.Start();
        Assert.That(host.Services.GetRequiredService<ServerPorts>().Udp, Has.Count.EqualTo(2).And.All.GreaterThan(0));
        host.StopAsync().Wait();
    }

    private Task<int> Start(params string[] words)
    {
        using var started = new ManualResetEventSlim();
        var running = Task.Factory.StartNew(() => ServerCommand.Run([.. words, "--http", "0"], builder => Compose(builder, started)), TaskCreationOptions.LongRunning);
        Assert.That(started.Wait(TimeSpan.FromSeconds(30)), Is.True, "the server did not start");
        return running;
    }

    private void Compose(HostApplicationBuilder builder, ManualResetEventSlim started)
    {
        builder.Logging.ClearProviders();
        builder.AddGameServer().AddGame<Arena>();
        builder.Services.AddHostedService(services =>
        {
            lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            ports = services.GetRequiredService<ServerPorts>();
            shards = services.GetRequiredService<ShardGroup>();
            lifetime.ApplicationStarted.Register(started.Set);
            return new Bystander();
        });
    }

    private static List<Chat> Heard(GameClient<ArenaInput, Fighter> client)
    {
        var heard = new List<Chat>();
        while (client.TryTake(out Chat? line))
        {
            heard.Add(line);
        }

        return heard;
    }

    private void Connect() => Connect("hosted");

    private void Connect(string room)
    {
        var client = new GameClient<ArenaInput, Fighter>(new Arena());
        client.Connect("127.0.0.1", ports.Udp[0], room);
        clients.Add(client);
    }

    // Real time, because the server is on it; frames at 60 Hz, as a game would have them.
    private void Advance(double seconds, Func<bool> isDone)
    {
        var waiter = new PortableWaiter(clock);
        var begin = clock.Now;
        for (var frame = 1; frame < seconds / FrameSeconds && !isDone(); frame++)
        {
            waiter.WaitUntil(begin + (long)(frame * FrameSeconds * 1e9));
            clients.ForEach(static c => c.Advance(FrameSeconds, static _ => new ArenaInput { MoveX = 1 }));
        }
    }

    private sealed class Bystander : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
