using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Api;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Benchmarks.Noise;

/// <summary>The bad rooms of one phase and the clients in them: made through the API like any other, ended with the phase.</summary>
internal sealed class NoisyRooms : IDisposable
{
    private const int Seats = 4;
    private const double KeptSeconds = 600;
    private const double FloodPerSecond = 10_000;
    private const double DeafPerSecond = 60;
    private const int ThrowEveryMs = 1000;

    private readonly RoomsApi api;
    private readonly string run = Guid.NewGuid().ToString("N");
    private readonly List<string> ids = [];
    private readonly List<BotFleet> fleets = [];
    private readonly List<UnrulyClient> unruly = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task throwing = Task.CompletedTask;
    private int made;

    /// <summary>Makes the rooms and seats good players in them; they behave until <see cref="Begin"/>.</summary>
    public NoisyRooms(RoomsApi api, IEnumerable<NoiseKind> kinds)
    {
        this.api = api;
        foreach (var kind in kinds)
        {
            if (kind == NoiseKind.Throws)
            {
                throwing = ThrowAgainAndAgain();
                continue;
            }

            var (id, port) = Make(kind).GetAwaiter().GetResult();
            ids.Add(id);
            Play(id, port);
            if (kind is NoiseKind.Flooded or NoiseKind.Deaf)
            {
                var isDeaf = kind == NoiseKind.Deaf;
                unruly.Add(new UnrulyClient(port, isDeaf ? DeafPerSecond : FloodPerSecond, isDeaf));
                Play(id, unruly[^1].Port);
            }
        }
    }

    /// <summary>Rooms that were made so far.</summary>
    public int Made => made;

    /// <summary>Datagrams that the clients sent beyond what they should.</summary>
    public long Flood => unruly.Sum(static client => client.Sent);

    /// <summary>The clients begin to misbehave; rooms do by themselves, by their count of ticks.</summary>
    public void Begin() => unruly.ForEach(static client => client.Begin());

    public void Dispose()
    {
        stop.Cancel();
        throwing.GetAwaiter().GetResult();
        fleets.ForEach(static fleet => fleet.Dispose());
        unruly.ForEach(static client => client.Dispose());
        foreach (var id in ids)
        {
            // One that was closed needs no end.
            api.End(id, CancellationToken.None).GetAwaiter().GetResult();
        }

        stop.Dispose();
    }

    private async Task<(string Id, int Port)> Make(NoiseKind kind)
    {
        var wish = new AllocationWish { MaxPlayers = Seats, KeptSeconds = KeptSeconds, Config = NoisyArena.ConfigOf(kind) };
        var answer = await api.Allocate($"{run}-{made++}", wish, CancellationToken.None).ConfigureAwait(false);
        return answer.IsSuccess ? (answer.RoomId, (int)answer.Body!["endpoint"]!["port"]!) : throw new ScenarioException(answer.Problem);
    }

    private async Task ThrowAgainAndAgain()
    {
        while (!stop.IsCancellationRequested)
        {
            await Make(NoiseKind.Throws).ConfigureAwait(false);
            await ((Task)Task.Delay(ThrowEveryMs, stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Play(string room, int at)
    {
        var options = new BotFleetOptions { Port = at, Rooms = [room], Clients = 1, NamePrefix = $"noisy{fleets.Count}-" };
        fleets.Add(BotFleet.TryStart(options, out var fleet, out var problem) ? fleet : throw new ScenarioException(problem));
    }
}
