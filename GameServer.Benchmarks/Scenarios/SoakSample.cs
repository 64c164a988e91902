namespace GameServer.Benchmarks.Scenarios;

/// <summary>What a few seconds of a soak came to.</summary>
internal sealed record SoakSample
{
    /// <summary>The server's clock at its end.</summary>
    public required double At { get; init; }

    public required double Seconds { get; init; }

    public required double Gen0 { get; init; }

    public required double Gen1 { get; init; }

    public required double Gen2 { get; init; }

    public required double Ticks { get; init; }

    /// <summary>Of the server between two samples, what its report allocates not counted.</summary>
    public required double AllocatedBytes { get; init; }

    /// <summary>What one report of the server allocates.</summary>
    public required double ReportBytes { get; init; }

    public required double RssBytes { get; init; }

    public required double HeapBytes { get; init; }

    public required int Threads { get; init; }

    public required double LateTicks { get; init; }

    public required double ControlLateShare { get; init; }

    public required double TicksSkipped { get; init; }

    public required int MissedInARow { get; init; }

    public required double TickMsP99 { get; init; }

    public required double SnapshotsPerSecondMin { get; init; }

    public required double Connected { get; init; }

    public required double Desyncs { get; init; }

    /// <summary>A sample of one phase.</summary>
    public static SoakSample Of(WatchedPhase phase, int threads) => new()
    {
        At = LoadWindow.Value(phase.After, "monotonicNs") / 1e9,
        Seconds = phase.Seconds,
        Gen0 = phase.Difference("gc.gen0"),
        Gen1 = phase.Difference("gc.gen1"),
        Gen2 = phase.Difference("gc.gen2"),
        Ticks = phase.Difference("ticks"),
        AllocatedBytes = LoadWindow.Value(phase.After, "allocatedBytes") - LoadWindow.Value(phase.Before, "allocatedBytesAfter"),
        ReportBytes = LoadWindow.Value(phase.After, "allocatedBytesAfter") - LoadWindow.Value(phase.After, "allocatedBytes"),
        RssBytes = LoadWindow.Value(phase.After, "rssBytes"),
        HeapBytes = LoadWindow.Value(phase.After, "heapBytes"),
        Threads = threads,
        LateTicks = phase.Difference("lateTicks"),
        ControlLateShare = phase.Control.LateShare,
        TicksSkipped = phase.Difference("ticksSkipped"),
        MissedInARow = phase.Ticks.MissedInARow,
        TickMsP99 = phase.Ticks.DurationMs(99),
        SnapshotsPerSecondMin = LoadWindow.Value(phase.Bots, "snapshotsPerSecondPerClient.min"),
        Connected = LoadWindow.Value(phase.Bots, "connected"),
        Desyncs = phase.Difference("desyncs"),
    };
}
