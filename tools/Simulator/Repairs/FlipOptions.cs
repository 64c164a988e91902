namespace GameServer.Tools.Simulator.Repairs;

/// <summary>How a match is played whose clients' memory goes bad.</summary>
internal sealed record FlipOptions
{
    public int Players { get; init; } = 8;

    public string Profile { get; init; } = "N4";

    public int SnapshotRate { get; init; } = 60;

    /// <summary>Simulated seconds of one match.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Every which flip is of a state that is no longer the newest.</summary>
    public int OneInHistory { get; init; } = 10;
}
