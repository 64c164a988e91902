using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Fleet;
using GameServer.Games.Arena;
using GameServer.Hosting;
using GameServer.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GameServer.Tests.Hosting;

/// <summary>A running room goes to another shard, with clients over real UDP.</summary>
[Category("RealUdp")]
internal sealed class MovingRoomTests
{
    private const double FrameSeconds = 1 / 60.0;

    private readonly StopwatchClock clock = new();
    private readonly List<GameClient<ArenaInput, Fighter>> clients = [];
    private IHost host = null!;

    private FleetPlaces Fleet => new(host.Services.GetRequiredService<ShardGroup>());

    [SetUp]
    public void Start()
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddGameServer(static o => (o.Port, o.Http, o.Shards, o.Open, o.RoomConfig) = (0, 0, 2, true, "map=field")).AddGame<Arena>();
        host = builder.Build();
        host.Start();
    }

    [TearDown]
    public void Stop()
    {
        clients.ForEach(static c => c.Dispose());
        clients.Clear();
        host.StopAsync().Wait();
        host.Dispose();
    }

    [Test]
    public void PlayersKeepTheirSeatsAndTheMatchGoesOn()
    {
        Connect("room", 2);
        Connect("room", 2);
        Connect("stays", 2);
        AdvanceUntil(() => clients.TrueForAll(static c => c.View.HasAvatar));
        var seats = clients.ConvertAll(static c => c.Welcome!.Seat);
        var tick = clients[0].View.NewestTick;

        Assert.That(Move("room", 0, 1), Is.True);
        AdvanceUntil(() => clients[0].Stats.Reconnects == 1 && clients[1].Stats.Reconnects == 1 && clients.TrueForAll(static c => c.State == ClientState.Playing && c.View.HasAvatar));
        Assert.That(clients.ConvertAll(static c => c.Welcome!.Seat), Is.EqualTo(seats));
        Assert.That(clients[0].View.NewestTick.Number, Is.InRange(tick.Number + 1, tick.Number + 1200), "the same match, a little later");
        Assert.That(clients[2].Stats.Reconnects, Is.Zero, "other rooms do not notice");
        Assert.That(Rooms(0), Is.EqualTo(new[] { "stays" }));
        Assert.That(Rooms(1), Is.EqualTo(new[] { "room" }));
        var applied = clients.ConvertAll(static c => c.Stats.Applied);
        AdvanceUntil(() => clients.Zip(applied).All(static pair => pair.First.Stats.Applied > pair.Second + 60));
        Assert.That(clients.Sum(static c => c.Stats.MissingBaselines), Is.Zero);
    }

    [Test]
    public void WhoComesToTheOldPlaceIsSentOn()
    {
        Connect("room", 2);
        AdvanceUntil(() => clients[0].View.HasAvatar);
        Assert.That(Move("room", 0, 1), Is.True);
        Connect("room", 2);
        AdvanceUntil(() => clients.TrueForAll(static c => c.State == ClientState.Playing && c.View.HasAvatar));
        Assert.That(clients[1].Welcome!.Seat, Is.Not.EqualTo(clients[0].Welcome!.Seat));
        Assert.That(Rooms(0), Is.Empty, "no second room of that name");
    }

    [Test]
    public void RoomThatThereIsNoPlaceForStays()
    {
        Connect("room", 2);
        AdvanceUntil(() => clients[0].View.HasAvatar);

        // One of the same name lives there already.
        var other = Connect("room", 2, shard: 1);
        AdvanceUntil(() => other.View.HasAvatar);
        Assert.That(Move("room", 0, 1), Is.False);
        AdvanceUntil(() => clients[0].Stats.Reconnects == 1 && clients[0].State == ClientState.Playing && clients[0].View.HasAvatar);
        Assert.That(Rooms(0), Is.EqualTo(new[] { "room" }));
    }

    [Test]
    public void RoomThatIsNotThereCannotMove() => Assert.That(Move("nowhere", 0, 1), Is.False);

    private bool Move(string room, int from, int to)
    {
        var moving = Fleet.Mover.Move(room, Fleet.Places[from], Fleet.Places[to]);
        AdvanceUntil(() => moving.IsCompleted);
        return moving.Result;
    }

    private string[] Rooms(int shard)
    {
        var names = RoomControl.Ask(Fleet.Places[shard], static s => s.Rooms.All.Select(static r => r.Name).ToArray());
        AdvanceUntil(() => names.IsCompleted);
        return names.Result;
    }

    private GameClient<ArenaInput, Fighter> Connect(string room, double reconnectSeconds, int shard = 0)
    {
        var client = new GameClient<ArenaInput, Fighter>(new Arena(), new ClientOptions { ReconnectSeconds = reconnectSeconds });
        client.Connect("127.0.0.1", host.Services.GetRequiredService<ServerPorts>().Udp[shard], room);
        clients.Add(client);
        return client;
    }

    // Real time, because the server is on it; frames at 60 Hz, as a game would have them.
    private void AdvanceUntil(Func<bool> isDone)
    {
        var waiter = new PortableWaiter(clock);
        var begin = clock.Now;
        for (var frame = 1; !isDone(); frame++)
        {
            Assert.That(frame, Is.LessThan(20 / FrameSeconds), "not within 20 s");
            waiter.WaitUntil(begin + (long)(frame * FrameSeconds * 1e9));
            clients.ForEach(static c => c.Advance(FrameSeconds, static _ => new ArenaInput { MoveX = 1 }));
        }
    }

    private sealed record FleetPlaces(ShardGroup Group)
    {
        public RoomMover Mover => Group.Fleet.Mover;

        public IReadOnlyList<ShardPlace> Places => Group.Fleet.Places;
    }
}
