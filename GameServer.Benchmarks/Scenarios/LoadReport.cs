using System.Text.Json.Nodes;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// The figures of a window, all rooms together, from the server's totals at both ends of it and from what the bots saw. Of many
/// rooms it says more: <see cref="AddRooms"/>.
/// </summary>
internal sealed class LoadReport(LoadOptions options, LoadWindow window)
{
    /// <summary>Of the bots' frames: where more are late, they were what was measured.</summary>
    internal const double LateFramesShareMax = 0.01;

    private const double TickHzTolerance = 0.5;
    private const double SnapshotShareMin = 59.0 / 60;
    private const double EntityAgeTicksMax = 3;
    private const int HeaderBytes = 28;
    private const long TicksForAllocationMin = 600;

    private readonly JsonObject after = window.After;
    private readonly JsonObject bots = window.Bots;

    public JsonObject Build(string commit)
    {
        var report = ScenarioReport.Of(options.Name, commit, new JsonObject
        {
            ["players"] = options.Players,
            ["tick"] = options.Tick,
            ["snapshot"] = options.Snapshot,
            ["seconds"] = Round(window.Seconds),
            ["profile"] = options.Profile,
            ["held"] = null,
            ["notHeldBecause"] = null,
            ["connected"] = bots["connected"]?.DeepClone(),
            ["ends"] = bots["ends"]?.DeepClone(),
        });
        if (options.IsManyRooms)
        {
            AddRooms(report);
        }

        if (options.IsYard)
        {
            AddBodies(report);
        }

        AddPace(report);
        AddLosses(report);
        AddBytes(report);
        AddReplication(report);
        AddFreshness(report);
        AddMemory(report);
        var reasons = NotHeld(report);
        report["held"] = reasons.Count == 0;
        report["notHeldBecause"] = reasons;
        return report;
    }

    /// <remarks>
    /// lateTicks ended after the next deadline. lateWakeups is how many of the same ticks would have, had they been wake-ups of a
    /// thread that does nothing: the share of the control's wake-ups that came more than a tick period after their deadline, times
    /// the ticks. allocatedBytesPerTick is per tick of a room.
    /// </remarks>
    private void AddRooms(JsonObject report)
    {
        var ticks = window.Difference("ticks");
        var lateShare = window.Difference("lateTicks") / ticks;
        report["rooms"] = options.Rooms;
        report["shards"] = options.Shards;
        report["clients"] = options.Clients;
        report["decodeShare"] = options.DecodeShare;
        report["decodingClients"] = bots["decodingClients"]?.DeepClone();
        report["ticksPerSecond"] = Number(ticks / window.Seconds);
        report["playerTicksPerSecond"] = Number(window.RoomTicks.Sum(static room => room.Ticks * room.Players) / window.Seconds);
        report["lateWakeups"] = Number(window.Control.LateShare * ticks);
        report["lateTicksShare"] = Number(lateShare);
        report["lateWakeupsShare"] = Number(window.Control.LateShare);
        report["lateTicksExcessShare"] = Number(lateShare - window.Control.LateShare);
        report["controlWakeups"] = window.Control.Count;
    }

    /// <remarks>
    /// movingShare: of all (snapshot, body), those whose sealed row was not as it had been at the snapshot before. The wire's bytes
    /// are the UDP payload and 28 bytes of IPv4 and UDP headers per datagram. bytesPerMovingBody is the payload divided by the
    /// bodies that moved, at rest being what should cost nothing.
    /// </remarks>
    private void AddBodies(JsonObject report)
    {
        var bytes = Value(bots, "bytesPerSecondPerClient.mean");
        var moved = window.Difference("rowsMoved");
        report["count"] = options.Count;
        report["hz"] = options.Snapshot;
        report["clients"] = options.Clients;
        report["movingShare"] = Number(moved / window.Difference("rowsSeen"));
        report["wireBytesPerSecondPerClient"] = Number(bytes + (Value(bots, "datagramsPerSecondPerClient") * HeaderBytes));
        report["bytesPerMovingBody"] = Number(bytes / (moved / window.Seconds));
    }

    /// <remarks>
    /// tickHz is the slowest room's. spinLatenessMs was measured for spinSeconds right after the window, with server and bots playing on, because a
    /// spinning thread takes a core from them.
    /// </remarks>
    private void AddPace(JsonObject report)
    {
        report["tickHz"] = Number(SlowestRoomHz());
        report["snapshotsPerSecondPerClient"] = bots["snapshotsPerSecondPerClient"]?.DeepClone();
        report["serverCpu"] = Number(window.Difference("cpuSeconds") / window.Seconds);
        report["botsCpu"] = bots["botsCpu"]?.DeepClone();
        report["botsTransport"] = bots["transport"]?.DeepClone();
        report["botsLateFramesShare"] = Number(Value(bots, "lateFrames") / Value(bots, "frames"));
        report["tickMs"] = after["tickMs"]?.DeepClone();
        report["tickLatenessMs"] = after["tickLatenessMs"]?.DeepClone();
        report["controlLatenessMs"] = Percentiles(window.Control.Lateness);
        report["spinLatenessMs"] = window.Spinning is { } spinning ? Percentiles(spinning) : null;
        report["spinSeconds"] = SpinControl.Seconds;
        report["lateTicks"] = Number(window.Difference("lateTicks"));
        report["ticksSkipped"] = Number(window.Difference("ticksSkipped"));
        report["timeRate"] = Number(window.SlowestRate);
        report["shedding"] = window.Shedding;
        report["sheddingStepsTaken"] = Number(window.Difference("sheddingStepsTaken"));
        report["sheddingStepsGivenBack"] = Number(window.Difference("sheddingStepsGivenBack"));
    }

    /// <remarks>
    /// Inputs and snapshots: what one side sent in the window, what came to the other, and the counters of what got lost in between: the kernel's drops at either end, and the inbox's. The two
    /// windows differ by a message's way, so that the rest is some datagrams of either sign and no more.
    /// </remarks>
    private void AddLosses(JsonObject report)
    {
        var dropped = window.Difference("transport.kernelDrops") + window.Difference("inputs.droppedByInbox") + window.Difference("inputs.refusedByInbox") + Value(bots, "sendErrors");
        report["datagramsUp"] = Way(Value(bots, "datagramsSent"), window.Difference("inputs.datagrams"), dropped);
        report["datagramsDown"] = Way(window.Difference("snapshotDatagrams"), Value(bots, "datagramsReceived"), Value(bots, "kernelDrops") + Value(bots, "queueDrops") + window.Difference("transport.sendErrors"));
    }

    private static JsonObject Way(double sent, double received, double counted) => new()
    {
        ["sent"] = Number(sent),
        ["received"] = Number(received),
        ["lostAndCounted"] = Number(counted),
        ["unaccountedShare"] = Number((sent - received - counted) / Math.Max(1, sent)),
    };

    private void AddBytes(JsonObject report)
    {
        report["bytesPerSecondPerClient"] = bots["bytesPerSecondPerClient"]?["mean"]?.DeepClone();
        report["bytesPerSecondPerClientP99"] = bots["bytesPerSecondPerClient"]?["p99"]?.DeepClone();
        report["bytesPerSecondPerClientUp"] = bots["bytesPerSecondPerClientUp"]?["mean"]?.DeepClone();
        report["datagramsPerSecondPerClient"] = bots["datagramsPerSecondPerClient"]?.DeepClone();

        // Everything that the server sent, also what was lost or only kept a connection alive. As rates, because the server's and
        // the bots' windows differ by a message's way. Bots that only acknowledge stand for as many updates as those that decode.
        var decodingShare = Value(bots, "decodingClients") / Value(bots, "clients");
        var updatesPerSecond = Value(bots, "entityUpdates") / Value(bots, "seconds") / decodingShare;
        report["bytesPerEntityUpdate"] = Number(window.Difference("transport.bytesSent") / window.Seconds / updatesPerSecond);
    }

    private void AddReplication(JsonObject report)
    {
        report["nsPerEntityClient"] = Number(window.Difference("replicationNs") / window.Difference("records"));
        report["recordsPerSnapshot"] = Number(window.Difference("records") / window.Difference("snapshots"));
        report["datagramsPerSnapshot"] = Number(window.Difference("snapshotDatagrams") / window.Difference("snapshots"));
        report["recordsPerCode"] = Number(window.Difference("records") / window.Difference("codesEncoded"));
        report["fullEntitySends"] = Number(window.Difference("wholeRecords"));
        report["deferred"] = Number(window.Difference("deferred"));
        report["acks"] = Number(window.Difference("acks"));
        report["hashChecks"] = Number(window.Difference("hashChecks"));
        report["desyncs"] = Number(window.Difference("desyncs"));
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
        var ticks = window.Difference("ticks");
        report["allocatedBytesPerTick"] = Number((Value(after, "allocatedBytes") - Value(window.Before, "allocatedBytesAfter")) / ticks);
        report["allocationTicks"] = Number(ticks);
        report["allocationTicksAreEnough"] = ticks >= TicksForAllocationMin;
        report["gc"] = LoadWindow.Collections(window.Before, window.After);
        report["rssMb"] = Number(Value(after, "rssBytes") / 1e6);
    }

    private JsonArray NotHeld(JsonObject report)
    {
        var reasons = new JsonArray();
        Require(Value(report, "tickHz") >= options.Tick - TickHzTolerance, "the tick rate fell");
        Require(window.RoomTicks.Count == options.Rooms, "rooms were missing");
        Require(Value(report, "connected") == options.Clients, "players lost their seats");
        Require(Value(report, "snapshotsPerSecondPerClient.min") >= options.Snapshot * SnapshotShareMin, "a client got too few snapshots");
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

    private double SlowestRoomHz() => window.RoomTicks.Select(static room => room.Hz).DefaultIfEmpty(0).Min();

    private static double Value(JsonNode report, string path) => LoadWindow.Value(report, path);

    internal static JsonObject Percentiles(Samples samples) => new()
    {
        ["p50"] = Number(samples.Percentile(50)),
        ["p99"] = Number(samples.Percentile(99)),
        ["p999"] = Number(samples.Percentile(99.9)),
    };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? Round(value) : null;

    private static double Round(double value) => Math.Round(value, 4);
}
