namespace GameServer.Benchmarks.Churn;

/// <summary>What a server of <see cref="ChurnServer"/> is told to do, as one line of JSON. Immutable.</summary>
internal sealed record ChurnOrder
{
    /// <summary>Rooms to make per second; 0 to weigh rooms instead.</summary>
    public double Rate { get; init; }

    public double Seconds { get; init; }

    /// <summary>Seconds between a room's start and its end.</summary>
    public double LifeSeconds { get; init; }

    public int Seats { get; init; }

    /// <summary>Seats that are reserved at once, each with a token.</summary>
    public int Reserved { get; init; }

    public string Config { get; init; } = "";
}

/// <summary>What came of it.</summary>
internal sealed record ChurnResult
{
    public int Made { get; init; }

    public int Ended { get; init; }

    public int Failed { get; init; }

    /// <summary>From when a room was due until it was on its shard with its seats, in ms.</summary>
    public double MadeMsP50 { get; init; }

    public double MadeMsP99 { get; init; }

    public double MadeMsMax { get; init; }

    /// <summary>Until every room had its end, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Bytes that making one room allocates, on the thread that makes it.</summary>
    public double MakeBytes { get; init; }

    /// <summary>Microseconds of that.</summary>
    public double MakeMicros { get; init; }

    /// <summary>What a room keeps that was made: with one seat, and per further seat.</summary>
    public double RoomBytes { get; init; }

    public double SeatBytes { get; init; }

    /// <summary>The same once somebody has sat there until its history was full.</summary>
    public double RoomBytesFilled { get; init; }

    public double SeatBytesFilled { get; init; }
}
