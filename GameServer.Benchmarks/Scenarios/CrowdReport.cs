using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The figures of a crowd from the server's totals at both ends of the window and from what the bots saw in it.</summary>
internal sealed class CrowdReport(CrowdOptions options, JsonObject before, JsonObject after, JsonObject bots, Samples control)
{
    private const double TickHzTolerance = 0.5;
    private const double SnapshotsTolerance = 1;
    private const double EntityAgeTicksMax = 3;
    private const double LateFramesShareMax = 0.01;
    private const long TicksForAllocationMin = 600;

    private double Seconds => Difference("monotonicNs") / 1e9;

    public JsonObject Build(string commit)
    {
        var report = new JsonObject
        {
            ["scenario"] = "crowd",
            ["machine"] = Machine.Describe(),
            ["cores"] = Environment.ProcessorCount,
            ["commit"] = commit,
            ["sealed"] = false,
            ["players"] = options.Players,
            ["tick"] = options.Tick,
            ["snapshot"] = options.Snapshot,
            ["seconds"] = Round(Seconds),
            ["profile"] = options.Profile,
            ["held"] = null,
            ["notHeldBecause"] = null,
            ["connected"] = bots["connected"]?.DeepClone(),
        };
        AddPace(report);
        AddBytes(report);
        AddReplication(report);
        AddFreshness(report);
        AddMemory(report);
        var reasons = NotHeld(report);
        report["held"] = reasons.Count == 0;
        report["notHeldBecause"] = reasons;
        return report;
    }

    private void AddPace(JsonObject report)
    {
        report["tickHz"] = Number(Difference("ticks") / Seconds);
        report["snapshotsPerSecondPerClient"] = bots["snapshotsPerSecondPerClient"]?.DeepClone();
        report["serverCpu"] = Number(Difference("cpuSeconds") / Seconds);
        report["botsCpu"] = bots["botsCpu"]?.DeepClone();
        report["botsLateFramesShare"] = Number(Value(bots, "lateFrames") / Value(bots, "frames"));
        report["tickMs"] = after["tickMs"]?.DeepClone();
        report["tickLatenessMs"] = after["tickLatenessMs"]?.DeepClone();
        report["controlLatenessMs"] = new JsonObject
        {
            ["p50"] = Number(control.Percentile(50)),
            ["p99"] = Number(control.Percentile(99)),
            ["p999"] = Number(control.Percentile(99.9)),
        };
        report["lateTicks"] = Number(Difference("lateTicks"));
        report["ticksSkipped"] = Number(Difference("ticksSkipped"));
    }

    private void AddBytes(JsonObject report)
    {
        report["bytesPerSecondPerClient"] = bots["bytesPerSecondPerClient"]?["mean"]?.DeepClone();
        report["bytesPerSecondPerClientP99"] = bots["bytesPerSecondPerClient"]?["p99"]?.DeepClone();
        report["bytesPerSecondPerClientUp"] = bots["bytesPerSecondPerClientUp"]?["mean"]?.DeepClone();
        report["datagramsPerSecondPerClient"] = bots["datagramsPerSecondPerClient"]?.DeepClone();

        // Everything that the server sent, also what was lost or only kept a connection alive. As rates, because the server's and
        // the bots' windows differ by a message's way.
        var updatesPerSecond = Value(bots, "entityUpdates") / Value(bots, "seconds") / options.DecodeShare;
        report["bytesPerEntityUpdate"] = Number(Difference("transport.bytesSent") / Seconds / updatesPerSecond);
    }

    private void AddReplication(JsonObject report)
    {
        report["nsPerEntityClient"] = Number(Difference("replicationNs") / Difference("records"));
        report["recordsPerSnapshot"] = Number(Difference("records") / Difference("snapshots"));
        report["fullEntitySends"] = Number(Difference("wholeRecords"));
        report["deferred"] = Number(Difference("deferred"));
        report["acks"] = Number(Difference("acks"));
        report["hashChecks"] = Number(Difference("hashChecks"));
        report["desyncs"] = Number(Difference("desyncs"));
        report["sealNsPerDatagram"] = 0.0; // Nothing is sealed yet.
    }

    private void AddFreshness(JsonObject report)
    {
        foreach (var field in (string[])["snapshotAgeMs", "entityAgeTicks", "corrections", "predictionsChecked", "undisturbedShare", "inputWaitMs", "missingBaselines", "worst"])
        {
            report[field] = bots[field]?.DeepClone();
        }
    }

    private void AddMemory(JsonObject report)
    {
        var ticks = Difference("ticks");
        report["allocatedBytesPerTick"] = Number((Value(after, "allocatedBytes") - Value(before, "allocatedBytesAfter")) / ticks);
        report["allocationTicks"] = Number(ticks);
        report["allocationTicksAreEnough"] = ticks >= TicksForAllocationMin;
        report["gc"] = new JsonObject
        {
            ["gen0"] = Number(Difference("gc.gen0")),
            ["gen1"] = Number(Difference("gc.gen1")),
            ["gen2"] = Number(Difference("gc.gen2")),
            ["pauseMs"] = Number(Difference("gc.pauseMs")),
        };
        report["rssMb"] = Number(Value(after, "rssBytes") / 1e6);
    }

    private JsonArray NotHeld(JsonObject report)
    {
        var reasons = new JsonArray();
        Require(Value(report, "tickHz") >= options.Tick - TickHzTolerance, "the tick rate fell");
        Require(Value(report, "connected") == options.Players, "players lost their seats");
        Require(Value(report, "snapshotsPerSecondPerClient.min") >= options.Snapshot - SnapshotsTolerance, "a client got too few snapshots");
        Require(Value(report, "entityAgeTicks.p99") <= EntityAgeTicksMax || options.Profile != "N0", "entities were too old");
        Require(Value(report, "botsLateFramesShare") <= LateFramesShareMax, "the bots were the limit");
        return reasons;

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                reasons.Add(otherwise);
            }
        }
    }

    private double Difference(string path) => Value(after, path) - Value(before, path);

    private static double Value(JsonNode report, string path)
    {
        JsonNode? node = report;
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node is JsonValue value && value.TryGetValue(out double number) ? number
            : throw new ScenarioException($"A report lacks the number {path}.");
    }

    private static JsonNode? Number(double value) => double.IsFinite(value) ? Round(value) : null;

    private static double Round(double value) => Math.Round(value, 4);
}
