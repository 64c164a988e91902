namespace GameServer.Benchmarks.Scenarios;

/// <summary>How <c>scenario churn</c> runs. Immutable.</summary>
internal sealed record ChurnOptions
{
    /// <summary>Rooms made, and ended, per second.</summary>
    public double Rate { get; init; } = 1000;

    /// <summary>Of each phase.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>How often the live rooms are measured alone and then beside the others.</summary>
    public int Pairs { get; init; } = 1;

    /// <summary>Seconds from a room's start to its end.</summary>
    public double Life { get; init; } = 0.5;

    /// <summary>Of the rooms that come and go.</summary>
    public int Seats { get; init; } = 16;

    /// <summary>Of them, reserved with the room, each with a token.</summary>
    public int Reserved { get; init; } = 2;

    /// <summary>What the game of every room is told.</summary>
    public string RoomConfig { get; init; } = "map=field";

    /// <summary>Rooms that are played in all the while.</summary>
    public int Rooms { get; init; } = 64;

    /// <summary>Players of each of them.</summary>
    public int Players { get; init; } = 4;

    public int Shards { get; init; } = Math.Min(Environment.ProcessorCount, 64);

    public double Warmup { get; init; } = 10;

    /// <summary>A published server, for the times of its start.</summary>
    public string? ServerDll { get; init; }

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Rate is not (>= 1 and <= 100_000) ? "--rate is 1 to 100000."
        : Seconds is not (>= 1 and <= 600) ? "--seconds is 1 to 600."
        : Pairs is not (>= 1 and <= 100) ? "--pairs is 1 to 100."
        : Life is not (>= 0 and <= 60) ? "--life is 0 to 60."
        : Seats is not (>= 2 and <= 64) ? "--seats is 2 to 64."
        : Reserved < 0 || Reserved > Seats ? "--reserved is 0 to the number of seats."
        : Rooms is not (>= 1 and <= 500) ? "--rooms is 1 to 500."
        : Players is not (>= 1 and <= 64) ? "--players is 1 to 64."
        : Shards is not (>= 1 and <= 64) ? "--shards is 1 to 64."
        : Warmup is not (>= 1 and <= 600) ? "--warmup is 1 to 600."
        : ServerDll is { } server && !File.Exists(server) ? $"There is no file {server}."
        : "";
}
