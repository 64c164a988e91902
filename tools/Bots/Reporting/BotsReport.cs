using System.Text.Json.Nodes;
using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Sockets;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tools.Bots.Reporting;

/// <summary>Turns figures into the JSON object that the commands promise. Every number is a player's own before it is summed up.</summary>
internal static class BotsReport
{
    private const int WorstShown = 3;

    public static JsonObject From(FleetFigures figures, int rooms, string profile, AllocationFigures? allocation = null)
    {
        var bots = figures.Bots;
        var decoding = bots.Where(static bot => bot.Decodes).ToArray();
        return new JsonObject
        {
            ["machine"] = Machine.Describe(),
            ["commit"] = Machine.CommitOf(typeof(BotsReport).Assembly),
            ["sealed"] = false,
            ["clients"] = bots.Count,
            ["decodingClients"] = decoding.Length,
            ["rooms"] = rooms,
            ["seconds"] = Round(figures.Seconds),
            ["profile"] = profile,
            ["transport"] = Name($"{figures.Transport}"),
            ["connected"] = figures.Playing,
            ["closed"] = Closed(bots),
            ["ends"] = Ends(bots),
            ["endNotices"] = bots.Count(static bot => bot.WasToldOfTheEnd),
            ["api"] = allocation is null ? null : Api(allocation),
            ["snapshotsPerSecondPerClient"] = MeanMin(bots, static bot => bot.SnapshotsPerSecond),
            ["datagramsPerSecondPerClient"] = Mean(bots, static bot => bot.Counts.Datagrams / bot.Seconds),
            ["bytesPerSecondPerClient"] = MeanP99Max(bots, static bot => bot.Counts.Bytes / bot.Seconds),
            ["bytesPerSecondPerClientUp"] = MeanP99Max(bots, static bot => bot.Counts.BytesSent / bot.Seconds),
            ["datagramsReceived"] = bots.Sum(static bot => bot.Counts.Datagrams),
            ["datagramsSent"] = bots.Sum(static bot => bot.Counts.DatagramsSent),
            ["kernelDrops"] = figures.KernelDrops,
            ["queueDrops"] = figures.QueueDrops,
            ["sendErrors"] = figures.SendErrors,
            ["entityUpdates"] = decoding.Sum(static bot => bot.Counts.EntityUpdates),
            ["bytesPerEntityUpdate"] = Ratio(decoding.Sum(static bot => bot.Counts.Bytes), decoding.Sum(static bot => bot.Counts.EntityUpdates)),
            ["snapshotAgeMs"] = figures.IsTraced ? Percentiles(figures.SnapshotAge, ("p50", 50), ("p99", 99), ("p999", 99.9)) : null,
            ["entityAgeTicks"] = Percentiles(figures.EntityAge, ("p50", 50), ("p99", 99), ("max", 100)),
            ["corrections"] = MeanMax(decoding, static bot => bot.CorrectionsPerMinute),
            ["correctionMs"] = Percentiles(figures.Correction, ("p50", 50), ("p99", 99), ("max", 100)),
            ["predictionsChecked"] = decoding.Sum(static bot => bot.Counts.PredictionsChecked),
            ["undisturbedShare"] = Share(decoding),
            ["inputWaitMs"] = Percentiles(figures.InputWait, ("p1", 1), ("p50", 50), ("p99", 99)),
            ["missingBaselines"] = bots.Sum(static bot => bot.Counts.MissingBaselines),
            ["malformed"] = bots.Sum(static bot => bot.Counts.Malformed),
            ["duplicates"] = bots.Sum(static bot => bot.Counts.Duplicates),
            ["tooOld"] = bots.Sum(static bot => bot.Counts.TooOld),
            ["reconnects"] = bots.Sum(static bot => bot.Counts.Reconnects),
            ["events"] = bots.Sum(static bot => bot.Counts.Events),
            ["chatsSent"] = bots.Sum(static bot => bot.Counts.ChatsSent),
            ["chatsReceived"] = bots.Sum(static bot => bot.Counts.ChatsReceived),
            ["botsCpu"] = Ratio(figures.CpuSeconds, figures.Seconds),
            ["frames"] = figures.Frames,
            ["lateFrames"] = figures.LateFrames,
            ["frameLatenessMs"] = Percentiles(figures.FrameLateness, ("p50", 50), ("p99", 99), ("max", 100)),
            ["worst"] = new JsonArray([.. bots.OrderBy(static bot => bot, Worse.First).Take(WorstShown).Select(Player)]),
        };
    }

    /// <summary>A report of nothing, in which every place is there that an expectation may speak of.</summary>
    public static JsonObject Form() => From(
        new FleetFigures
        {
            Bots =
            [
                new BotFigures
                {
                    Name = "",
                    Room = "",
                    State = ClientState.Idle,
                    Reason = GoodbyeReason.None,
                    Decodes = true,
                    Seconds = 1,
                    Counts = default,
                    SnapshotAge = Samples.OfTimes(digits: 2),
                    EntityAge = Samples.OfTicks(),
                    InputWait = Samples.OfWaits(),
                    Correction = Samples.OfTimes(digits: 2),
                },
            ],
            Seconds = 1,
            CpuSeconds = 0,
            KernelDrops = 0,
            QueueDrops = 0,
            SendErrors = 0,
            Transport = TransportPath.Portable,
            Frames = 0,
            LateFrames = 0,
            FrameLateness = Samples.OfTimes(digits: 2),
            IsTraced = true,
        },
        rooms: 1,
        "",
        new AllocationFigures(0, Samples.OfTimes(digits: 3), 0));

    private static JsonObject Api(AllocationFigures allocation) => new()
    {
        ["allocated"] = allocation.Allocated,
        ["allocationMs"] = Percentiles(allocation.Times, ("p50", 50), ("p99", 99), ("max", 100)),
        ["errors"] = allocation.Errors,
    };

    // How each bot stood when the window ended: the closed ones by their reason, the others by their state. Their sum is all bots.
    private static JsonObject Ends(IReadOnlyList<BotFigures> bots)
    {
        var ends = new JsonObject();
        foreach (var state in Enum.GetValues<ClientState>().Where(static state => state != ClientState.Closed))
        {
            ends[Name($"{state}")] = bots.Count(bot => bot.State == state);
        }

        foreach (var (reason, count) in Closed(bots))
        {
            ends[reason] = count!.DeepClone();
        }

        return ends;
    }

    private static string Name(string constant) => char.ToLowerInvariant(constant[0]) + constant[1..];

    private static JsonObject Closed(IReadOnlyList<BotFigures> bots)
    {
        var closed = new JsonObject();
        foreach (var reason in Enum.GetValues<GoodbyeReason>())
        {
            if (reason != GoodbyeReason.None)
            {
                closed[Name($"{reason}")] = bots.Count(bot => bot.State == ClientState.Closed && bot.Reason == reason);
            }
        }

        return closed;
    }

    private static JsonNode Player(BotFigures bot) => new JsonObject
    {
        ["name"] = bot.Name,
        ["room"] = bot.Room,
        ["state"] = bot.State.ToString(),
        ["reason"] = bot.Reason.ToString(),
        ["snapshotsPerSecond"] = Round(bot.SnapshotsPerSecond),
        ["bytesPerSecond"] = Round(bot.Counts.Bytes / bot.Seconds),
        ["snapshotAgeMsP99"] = Number(bot.SnapshotAge.Percentile(99)),
        ["entityAgeTicksP99"] = Number(bot.EntityAge.Percentile(99)),
        ["correctionsPerMinute"] = Round(bot.CorrectionsPerMinute),
        ["inputWaitMsP1"] = Number(bot.InputWait.Percentile(1)),
        ["missingBaselines"] = bot.Counts.MissingBaselines,
        ["reconnects"] = bot.Counts.Reconnects,
    };

    private static JsonNode? Mean(IReadOnlyList<BotFigures> bots, Func<BotFigures, double> value) => Number(bots.Count == 0 ? double.NaN : bots.Average(value));

    private static JsonObject MeanMin(IReadOnlyList<BotFigures> bots, Func<BotFigures, double> value) => new()
    {
        ["mean"] = Mean(bots, value),
        ["min"] = Number(bots.Count == 0 ? double.NaN : bots.Min(value)),
    };

    private static JsonObject MeanMax(BotFigures[] bots, Func<BotFigures, double> value) => new()
    {
        ["mean"] = Mean(bots, value),
        ["max"] = Number(bots.Length == 0 ? double.NaN : bots.Max(value)),
    };

    private static JsonObject MeanP99Max(IReadOnlyList<BotFigures> bots, Func<BotFigures, double> value)
    {
        var sorted = bots.Select(value).Order().ToArray();
        return new JsonObject
        {
            ["mean"] = Mean(bots, value),
            ["p99"] = Number(sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1]),
            ["max"] = Number(sorted.Length == 0 ? double.NaN : sorted[^1]),
        };
    }

    private static JsonObject Percentiles(Samples samples, params ReadOnlySpan<(string Name, double Percent)> wanted)
    {
        var json = new JsonObject();
        foreach (var (name, percent) in wanted)
        {
            json[name] = Number(samples.Percentile(percent));
        }

        return json;
    }

    private static JsonNode? Share(BotFigures[] bots)
    {
        var checks = bots.Sum(static bot => bot.Counts.PredictionsChecked);
        return Ratio(checks - bots.Sum(static bot => bot.Counts.Corrections), checks);
    }

    private static JsonNode? Ratio(double value, double of) => Number(value / of);

    // JSON has no word for "not measured" but null.
    private static JsonNode? Number(double value) => double.IsFinite(value) ? Round(value) : null;

    private static double Round(double value) => Math.Round(value, 4);

    /// <summary>Who suffers most comes first: no seat, few snapshots, old entities, many corrections.</summary>
    private sealed class Worse : IComparer<BotFigures>
    {
        public static Worse First { get; } = new();

        public int Compare(BotFigures? one, BotFigures? other) => Key(one!).CompareTo(Key(other!));

        private static (bool, double, double, double) Key(BotFigures bot) => (
            bot.State == ClientState.Playing,
            Math.Round(bot.SnapshotsPerSecond),
            -(bot.EntityAge.Count == 0 ? 0 : bot.EntityAge.Percentile(99)),
            -bot.CorrectionsPerMinute);
    }
}
