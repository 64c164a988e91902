using GameServer.Client.Conditioning;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>One room, everyone sees everyone, all moving. Checked by <see cref="Problem"/> before anything starts.</summary>
internal sealed record CrowdOptions
{
    public int Players { get; init; } = 100;

    public int Tick { get; init; } = 60;

    public int Snapshot { get; init; } = 60;

    public double Seconds { get; init; } = 12;

    public double Warmup { get; init; } = 8;

    public string Profile { get; init; } = "N0";

    public string RoomConfig { get; init; } = "map=field";

    public int BytesPerSecond { get; init; } = 131_072;

    public double DecodeShare { get; init; } = 1;

    public int BotThreads { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    public string? ServerDll { get; init; }

    public string? BotsDll { get; init; }

    /// <summary>One sentence, or nothing when all is well.</summary>
    public string Problem =>
        Players is < 1 or > 1000 ? $"--players is 1 to 1000, not {Players}."
        : Tick is < 1 or > 240 ? $"--tick is 1 to 240, not {Tick}."
        : Snapshot < 1 || Tick % Snapshot != 0 ? $"--snapshot divides the tick rate, which {Snapshot} does not."
        : Seconds is not (>= 1 and <= 3600) ? $"--seconds is 1 to 3600, not {Seconds}."
        : Warmup is not (>= 0 and <= 600) ? $"--warmup is 0 to 600 seconds, not {Warmup}."
        : DecodeShare is not (>= 0 and <= 1) ? $"--decode-share is 0 to 1, not {DecodeShare}."
        : BotThreads is < 1 or > 64 ? $"--bot-threads is 1 to 64, not {BotThreads}."
        : !NetworkProfiles.TryGet(Profile, out _) ? $"There is no profile \"{Profile}\", only {string.Join(", ", NetworkProfiles.Names)}."
        : ServerDll is { } server && !File.Exists(server) ? $"There is no file {server}."
        : BotsDll is { } bots && !File.Exists(bots) ? $"There is no file {bots}."
        : "";
}
