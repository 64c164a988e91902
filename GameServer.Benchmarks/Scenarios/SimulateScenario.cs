using System.Diagnostics;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Simulator.Matches;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>Plays seeds beside each other, a thread each, and sums up what the checkers found. Any violation is a failure, and its seed a line that plays it again.</summary>
internal sealed class SimulateScenario(SimulateOptions options, TextWriter errors)
{
    private const int LinesMax = 20;
    private const double HashShareMin = 0.9;

    private readonly RunTotals totals = new();
    private readonly Lock gate = new();
    private ulong next = options.First;
    private int lines;

    /// <summary>Whether a checker spoke, or saw too little to.</summary>
    public bool HasFailed => totals.Violations > 0 || IsSilent;

    // Whole entities and no acknowledged state that could be compared, by plan.
    private bool IsBeyondTheHistory => options.Run.Profile is "N9" or "N10";

    private bool IsSilent => totals.HashShare < HashShareMin && !IsBeyondTheHistory;

    public JsonObject Run()
    {
        var watch = Stopwatch.StartNew();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var threads = new Thread[Math.Min((ulong)options.Threads, options.Last - options.First + 1)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(PlaySeeds);
            threads[i].Start();
        }

        Array.ForEach(threads, static thread => thread.Join());
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        return Report(watch.Elapsed.TotalSeconds, cpu, threads.Length);
    }

    private void PlaySeeds()
    {
        while (true)
        {
            ulong seed;
            lock (gate)
            {
                if (next > options.Last)
                {
                    return;
                }

                seed = next++;
            }

            var result = SeedRun.Run(seed, options.Run);
            lock (gate)
            {
                totals.Add(result);
                if (result.Violation is { } violation && lines++ < LinesMax)
                {
                    errors.WriteLine($"{options.Run.Replay(seed)} # {violation}");
                }
            }
        }
    }

    private JsonObject Report(double seconds, double cpu, int threads)
    {
        if (IsSilent)
        {
            errors.WriteLine($"Only {totals.HashShare:P0} of the acks had their hash compared.");
        }

        return ScenarioReport.Of("simulate", Repository.CommitHere(), new JsonObject
        {
            ["seeds"] = options.Seeds,
            ["minutes"] = options.Run.Minutes,
            ["players"] = options.Run.Players,
            ["profile"] = options.Run.Profile,
            ["threads"] = threads,
            ["heavy"] = HeavyMode.IsOn,
            ["simulatedSeconds"] = Math.Round(totals.SimulatedSeconds, 1),
            ["roomHours"] = Math.Round(totals.SimulatedSeconds / 3600, 2),
            ["wallSeconds"] = Math.Round(seconds, 2),
            ["cpuSeconds"] = Math.Round(cpu, 2),
            ["speedup"] = Math.Round(totals.SimulatedSeconds / seconds, 1),
            ["speedupPerCore"] = Math.Round(totals.SimulatedSeconds / cpu, 1),
            ["desyncs"] = totals.Desyncs,
            ["desyncsOfFlips"] = totals.DesyncsOfFlips,
            ["hashChecks"] = totals.Replication.HashChecks,
            ["acks"] = totals.Replication.Acks,
            ["inputsMissedRatio"] = Math.Round(totals.InputsMissedRatio, 6),
            ["duplicateEdges"] = totals.DuplicateEdges,
            ["lostEdges"] = totals.LostEdges,
            ["correctionMs"] = new JsonObject { ["p50"] = totals.CorrectionMs(0.5), ["p99"] = totals.CorrectionMs(0.99), ["count"] = totals.Corrections },
            ["correctionBits"] = totals.CorrectionBits,
            ["undisturbedTicks"] = totals.UndisturbedTicks,
            ["checked"] = totals.Checked(),
            ["violations"] = totals.Violations + (IsSilent ? 1 : 0),
            ["firstFailingSeed"] = totals.FirstFailingSeed,
        });
    }
}
