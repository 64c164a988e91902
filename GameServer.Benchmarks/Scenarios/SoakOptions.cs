namespace GameServer.Benchmarks.Scenarios;

/// <summary>How <c>scenario soak</c> runs. Immutable.</summary>
internal sealed record SoakOptions
{
    public int Clients { get; init; } = 1000;

    /// <summary>Of each room; the last one may have fewer.</summary>
    public int Players { get; init; } = 16;

    public double Minutes { get; init; } = 10;

    /// <summary>Seconds between two samples.</summary>
    public double Every { get; init; } = 10;

    /// <summary>Seconds before the first sample: connecting, compiling, filling histories.</summary>
    public double Warmup { get; init; } = 30;

    public int Shards { get; init; } = Math.Min(Environment.ProcessorCount, 64);

    public string? ServerDll { get; init; }

    public int Rooms => (Clients + Players - 1) / Players;

    public int Samples => (int)Math.Ceiling(Minutes * 60 / Every);

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Clients is not (>= 1 and <= 10_000) ? "--clients is 1 to 10000."
        : Players is not (>= 1 and <= 64) ? "--players is 1 to 64."
        : Minutes is not (>= 0.1 and <= 1440) ? "--minutes is 0.1 to 1440."
        : Every is not (>= 1 and <= 600) ? "--every is 1 to 600 seconds."
        : Samples < 2 ? "--minutes has time for two samples at least."
        : Warmup is not (>= 1 and <= 3600) ? "--warmup is 1 to 3600."
        : Shards is not (>= 1 and <= 64) ? "--shards is 1 to 64."
        : ServerDll is { } server && !File.Exists(server) ? $"There is no file {server}."
        : "";
}
