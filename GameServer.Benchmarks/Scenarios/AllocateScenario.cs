using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Api;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Allocates rooms at a fixed rate on a server whose other rooms are played in, then repeats one key and lets callers race for others.
/// Each room ends right after it was had, so that their number does not grow.
/// </summary>
internal sealed class AllocateScenario(AllocateOptions options)
{
    private const int TickRate = 60;
    private const int Repeats = 10_000;
    private const int RacingKeys = 100;
    private const int RacersPerKey = 8;
    private const double WarmUpSeconds = 5;
    private const string Label = "made-by";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string run = Guid.NewGuid().ToString("N");
    private readonly Samples times = Samples.OfTimes(digits: 3);
    private readonly ConcurrentDictionary<string, byte> keys = new();
    private readonly Lock noting = new();
    private long errors;

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        var (serverDll, botsDll, commit) = Repository.ProgramsOr(options.ServerDll, options.BotsDll);
        var shards = Environment.ProcessorCount;
        var port = ServerProcess.FreeTcpPort();
        using var server = new ServerProcess(serverDll, shards, ["--rooms-max", "4096", "--connections-max", "4096"], port);
        server.Ask();
        var url = new Uri($"http://127.0.0.1:{port}/");
        using var bots = new ChildProcess(botsDll, BotsArguments(url));
        bots.ReadAfter("window begins", Patience);
        using var api = new RoomsApi(url, key: null);
        try
        {
            return Measure(server, api, commit).GetAwaiter().GetResult();
        }
        catch (ApiException exception)
        {
            throw new ScenarioException(exception.Message);
        }
        finally
        {
            bots.Terminate();
            server.Stop();
        }
    }

    private async Task<JsonObject> Measure(ServerProcess server, RoomsApi api, string commit)
    {
        await WarmUp(api).ConfigureAwait(false);
        var quiet = server.Ask();
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds)).ConfigureAwait(false);
        var begin = server.Ask();
        var control = new ControlThread(TickRate, ControlThread.SlotsMax);
        var rooms = await AllocateAtRate(api, (int)(options.PerSecond * options.Seconds), "rate").ConfigureAwait(false);
        var end = server.Ask();
        var wakeups = control.Stop();
        var failed = errors;
        var repeated = await Ask(api, Repeats, static _ => 0, "repeat").ConfigureAwait(false);
        var raced = await Ask(api, RacingKeys * RacersPerKey, static i => i / RacersPerKey, "race").ConfigureAwait(false);
        var listed = (await api.List(Label, run, CancellationToken.None).ConfigureAwait(false)).Distinct(StringComparer.Ordinal).Count();
        var window = new AllocateWindow(quiet, begin, end, wakeups, times, rooms, failed, repeated, raced, SecondRooms: listed - keys.Count);
        return new AllocateReport(options, window).Build(commit);
    }

    // At the rate of the measurement and for as long as the compiler needs to have looked at what runs often, on both sides.
    private async Task WarmUp(RoomsApi api)
    {
        await AllocateAtRate(api, (int)(options.PerSecond * WarmUpSeconds), "warm").ConfigureAwait(false);
        times.Reset();
        errors = 0;
    }

    // Open loop: a server that answers slowly is asked no less often.
    private async Task<int> AllocateAtRate(RoomsApi api, int count, string kind)
    {
        var begin = MonotonicTime.Now;
        var asked = new Task[count];
        for (var i = 0; i < count; i++)
        {
            var due = begin + (long)(i * 1e9 / options.PerSecond);
            MonotonicTime.SleepUntil(due);
            var key = $"{run}-{kind}-{i}";
            asked[i] = Task.Run(() => AllocateAndEnd(api, key, due));
        }

        await Task.WhenAll(asked).ConfigureAwait(false);
        return count - (int)Interlocked.Read(ref errors);
    }

    // From when it was due: what it waits for on this side is the asker's time as well.
    private async Task AllocateAndEnd(RoomsApi api, string key, long due)
    {
        var answer = await Allocate(api, key, CancellationToken.None).ConfigureAwait(false);
        var took = MonotonicTime.Now - due;
        lock (noting)
        {
            times.RecordTime(took);
        }

        if (!answer.IsSuccess)
        {
            Interlocked.Increment(ref errors);
            return;
        }

        await api.End(answer.RoomId, CancellationToken.None).ConfigureAwait(false);
    }

    private Task<ApiAnswer> Allocate(RoomsApi api, string key, CancellationToken stop)
    {
        keys.TryAdd(key, 0);
        return api.Allocate(key, Wish(), stop);
    }

    private async Task<AllocateAnswers> Ask(RoomsApi api, int requests, Func<int, int> keyOf, string kind)
    {
        var ids = new ConcurrentDictionary<string, string>();
        int conflicts = 0, failures = 0, others = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = RacersPerKey }, async (i, stop) =>
        {
            var key = $"{run}-{kind}-{keyOf(i)}";
            var answer = await Allocate(api, key, stop).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.Conflict)
            {
                Interlocked.Increment(ref conflicts);
            }
            else if (!answer.IsSuccess)
            {
                Interlocked.Increment(ref failures);
            }
            else if (ids.GetOrAdd(key, answer.RoomId) != answer.RoomId)
            {
                Interlocked.Increment(ref others);
            }
        }).ConfigureAwait(false);
        return new AllocateAnswers(requests, ids.Count, conflicts, failures, others);
    }

    private AllocationWish Wish() => new() { MaxPlayers = options.Players, Labels = new Dictionary<string, string> { [Label] = run } };

    private string[] BotsArguments(Uri url) =>
    [
        "--api", url.ToString(), "--clients", Text(options.Rooms * options.Players), "--rooms", Text(options.Rooms), "--threads", "2",
        "--warmup", "8", "--seconds", Text((4 * options.Seconds) + 120), "--decode-share", options.Rooms * options.Players > 500 ? "0.1" : "1", "--marks",
    ];
}
