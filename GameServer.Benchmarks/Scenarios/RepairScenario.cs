using System.Diagnostics;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Client.Conditioning;
using GameServer.Games.Arena;
using GameServer.Tools.Simulator.Games;
using GameServer.Tools.Simulator.Repairs;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>Plays matches in which clients' memory goes bad until so many bits have flipped, and holds the figures against what is promised.</summary>
internal sealed class RepairScenario(RepairOptions options, TextWriter errors)
{
    private const double RoundTripsMax = 3;
    private const double SnapshotsMax = 2;

    private readonly FlipTotals totals = new();

    /// <summary>Whether a flip was not found or not repaired, repairs took too long, or a client lost its connection.</summary>
    public bool HasFailed => Problem.Length > 0;

    private double RoundTripMs => NetworkProfiles.TryGet(options.Match.Profile, out var profile) ? (profile.Up.DelaySeconds + profile.Down.DelaySeconds) * 1000 : 0;

    private double BoundMs => (RoundTripsMax * RoundTripMs) + (SnapshotsMax * 1000 / options.Match.SnapshotRate);

    private string Problem =>
        totals.Found < totals.Flips || totals.HistoryFound < totals.HistoryUsed ? $"{totals.Flips - totals.Found} flips, and {totals.HistoryUsed - totals.HistoryFound} of earlier states, were not found."
        : totals.FoundByFirstAck + totals.Alike < totals.Found ? $"{totals.Found - totals.FoundByFirstAck} flips were not found by the first ack, {totals.Alike} of them by chance."
        : totals.Repaired < totals.Found || totals.HistoryRepaired < totals.HistoryUsed ? "Not all that was found was repaired."
        : totals.RepairMs(0.99) > BoundMs ? $"99 % of the repairs took up to {totals.RepairMs(0.99):F1} ms, more than {BoundMs:F1}."
        : totals.Disconnects > 0 ? $"{totals.Disconnects} connections were lost."
        : "";

    public JsonObject Run()
    {
        var watch = Stopwatch.StartNew();
        for (var seed = options.Seed; totals.Flips < options.Flips; seed++)
        {
            using var run = new FlipRun<ArenaInput, Fighter>(seed, ArenaPlay.With(seed), options.Match, totals);
            run.Run();
        }

        if (HasFailed)
        {
            errors.WriteLine(Problem);
        }

        return Report(watch.Elapsed.TotalSeconds);
    }

    private JsonObject Report(double seconds) => ScenarioReport.Of("repair", Repository.CommitHere(), new JsonObject
    {
        ["players"] = options.Match.Players,
        ["profile"] = options.Match.Profile,
        ["snapshot"] = options.Match.SnapshotRate,
        ["slots"] = totals.Slots,
        ["simulatedSeconds"] = totals.SimulatedSeconds,
        ["wallSeconds"] = Math.Round(seconds, 2),
        ["flipped"] = totals.Flipped,
        ["replaced"] = totals.Replaced,
        ["unfinished"] = totals.Unfinished,
        ["flips"] = totals.Flips,
        ["headFlips"] = totals.HeadFlips,
        ["found"] = totals.Found,
        ["foundByFirstAck"] = totals.FoundByFirstAck,
        ["alike"] = totals.Alike,
        ["repaired"] = totals.Repaired,
        ["repairMs"] = Percentiles(1),
        ["roundTripMs"] = RoundTripMs,
        ["repairRoundTrips"] = RoundTripMs > 0 ? Percentiles(RoundTripMs) : null,
        ["boundMs"] = Math.Round(BoundMs, 1),
        ["history"] = new JsonObject { ["flips"] = totals.HistoryFlips, ["used"] = totals.HistoryUsed, ["found"] = totals.HistoryFound, ["repaired"] = totals.HistoryRepaired },
        ["reported"] = totals.Reported,
        ["slotsRepaired"] = totals.SlotsRepaired,
        ["repairedWhole"] = totals.RepairedWhole,
        ["disconnects"] = totals.Disconnects,
    });

    private JsonObject Percentiles(double unit) => new()
    {
        ["p50"] = Math.Round(totals.RepairMs(0.5) / unit, 2),
        ["p99"] = Math.Round(totals.RepairMs(0.99) / unit, 2),
        ["max"] = Math.Round(totals.RepairMs(1) / unit, 2),
    };
}
