using GameServer.Client.Conditioning;
using GameServer.Protocol.Control;
using GameServer.Sockets;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tools.Bots.Commands;

/// <summary>What the command line asks for, checked. Immutable.</summary>
internal sealed record RunOptions
{
    private const int ClientsMax = 10_000;
    private const int RoomDigits = 5;
    private const int ShardsMax = 64;
    private const int PortMax = 65_535;

    public required BotFleetOptions Fleet { get; init; }

    /// <summary>Where rooms are asked for; null for a server that makes them by name.</summary>
    public AllocationOptions? Allocation { get; init; }

    public required double Seconds { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double CooldownSeconds { get; init; }

    public required IReadOnlyList<Expectation> Expectations { get; init; }

    public string? ReportFile { get; init; }

    public bool PrintsMarks { get; init; }

    public string ProfileName => Fleet.Profile?.Name ?? "N0";

    /// <summary>Checks what was parsed; null with one sentence when it makes no sense.</summary>
    public static RunOptions? From(RawOptions raw, out string problem)
    {
        ServerAddress address = default;
        var allocation = AllocationOptions.From(raw, out problem);
        if (problem.Length == 0)
        {
            problem = allocation is not null || ServerAddress.TryParse(raw.Server!, out address)
                ? Problem(raw, address)
                : $"--server is HOST:PORT, with an IPv6 address in brackets, not \"{raw.Server}\".";
        }

        if (problem.Length > 0)
        {
            return null;
        }

        return new RunOptions
        {
            Fleet = new BotFleetOptions
            {
                Game = raw.Game,
                Host = address.Host ?? "",
                Port = address.Port,
                Shards = raw.Shards,
                Rooms = [.. Enumerable.Range(1, raw.Rooms).Select(room => $"{raw.RoomPrefix}{room}")],
                Clients = raw.Clients,
                Seed = raw.Seed,
                Profile = ProfileOf(raw.Profile),
                FramesPerSecond = raw.InputsHz,
                ClockPpm = raw.ClockPpm,
                DecodeShare = raw.DecodeShare,
                Threads = raw.Threads,
                Transport = Enum.Parse<TransportPath>(raw.Transport, ignoreCase: true),
                TickTraceFile = raw.TickTrace,
                ChatEverySeconds = raw.ChatEvery,
                RecordingFile = raw.Record,
            },
            Allocation = allocation,
            Seconds = raw.Seconds,
            WarmupSeconds = raw.Warmup,
            CooldownSeconds = raw.Cooldown,
            Expectations = [.. raw.Expect.Select(Parsed)],
            ReportFile = raw.Json,
            PrintsMarks = raw.Marks,
        };
    }

    private static string Problem(RawOptions raw, ServerAddress address) =>
        !BotGames.Has(raw.Game) ? $"--game is {string.Join(" or ", BotGames.Names)}, not \"{raw.Game}\"."
        : raw.Clients is < 1 or > ClientsMax ? $"--clients is 1 to {ClientsMax}, not {raw.Clients}."
        : raw.Rooms < 1 || raw.Rooms > raw.Clients ? $"--rooms is 1 to the number of clients, not {raw.Rooms}."
        : raw.Shards is < 1 or > ShardsMax ? $"--shards is 1 to {ShardsMax}, not {raw.Shards}."
        : address.Port + raw.Shards - 1 > PortMax ? $"There are no ports for {raw.Shards} shards from {address.Port} on."
        : raw.Seconds is not (>= 0.1 and <= 86_400) ? $"--seconds is 0.1 to 86400, not {raw.Seconds}."
        : raw.Warmup is not (>= 0 and <= 3600) ? $"--warmup is 0 to 3600 seconds, not {raw.Warmup}."
        : raw.Cooldown is not (>= 0 and <= 3600) ? $"--cooldown is 0 to 3600 seconds, not {raw.Cooldown}."
        : raw.ChatEvery is not (0 or (>= 0.1 and <= 3600)) ? $"--chat-every is 0.1 to 3600 seconds, or 0 for silence, not {raw.ChatEvery}."
        : raw.InputsHz is not (>= 1 and <= 1000) ? $"--inputs-hz is 1 to 1000, not {raw.InputsHz}."
        : raw.ClockPpm is not (>= 0 and <= 10_000) ? $"--clock-ppm is 0 to 10000, not {raw.ClockPpm}."
        : raw.DecodeShare is not (>= 0 and <= 1) ? $"--decode-share is 0 to 1, not {raw.DecodeShare}."
        : raw.Threads is < 1 or > 64 ? $"--threads is 1 to 64, not {raw.Threads}."
        : !Enum.GetNames<TransportPath>().Contains(raw.Transport, StringComparer.OrdinalIgnoreCase) ? $"--transport is auto, portable or batched, not \"{raw.Transport}\"."
        : raw.Record is not null && Math.Floor(raw.Clients * raw.DecodeShare) < 1 ? $"--record needs a bot that decodes, and of {raw.Clients} with --decode-share {raw.DecodeShare} none does."
        : !IsRoomName(raw.RoomPrefix) ? $"--room-prefix has 1 to {ControlLimits.RoomNameCharsMax - RoomDigits} letters, digits, dots, hyphens and underscores."
        : raw.Profile is { } name && !NetworkProfiles.TryGet(name, out _) ? $"There is no profile \"{name}\", only {string.Join(", ", NetworkProfiles.Names)}."
        : raw.Json is { } file && !JsonFile.HasPlaceFor(file) ? $"The file {file} cannot be written."
        : ProblemOfExpectations(raw.Expect);

    private static string ProblemOfExpectations(IEnumerable<string> texts)
    {
        var form = BotsReport.Form();
        foreach (var text in texts)
        {
            if (!Expectation.TryParse(text, out var expectation))
            {
                return $"--expect is PATH, then <, <=, >, >= or ==, then a number, not \"{text}\".";
            }

            if (!expectation.IsAbout(form))
            {
                return $"The report has no number for --expect \"{text}\".";
            }
        }

        return "";
    }

    private static Expectation Parsed(string text) => Expectation.TryParse(text, out var expectation) ? expectation : throw new ArgumentException(text);

    // Loopback as it is needs no conditioner in between.
    private static LinkProfile? ProfileOf(string? name) =>
        name is not null && NetworkProfiles.TryGet(name, out var profile) && (profile.Up != LinkDirection.Clean || profile.Down != LinkDirection.Clean) ? profile : null;

    private static bool IsRoomName(string text) =>
        text.Length is >= 1 and <= ControlLimits.RoomNameCharsMax - RoomDigits && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
