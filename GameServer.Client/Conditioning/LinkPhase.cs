namespace GameServer.Client.Conditioning;

/// <summary>A stretch of time in which a link, in both directions, does something on top. Immutable.</summary>
/// <param name="StartSeconds">When it begins, in seconds from the start of the profile's period.</param>
/// <param name="LengthSeconds">How long it lasts, in seconds.</param>
public sealed record LinkPhase(double StartSeconds, double LengthSeconds)
{
    /// <summary>Added to every delay, in seconds.</summary>
    public double ExtraDelaySeconds { get; init; }

    /// <summary>Everything is lost.</summary>
    public bool IsOutage { get; init; }

    /// <summary>Everything waits for the end of the phase and then arrives at once.</summary>
    public bool IsStall { get; init; }

    /// <summary>Capacity in bytes per second instead of the direction's own; 0 leaves that as it is.</summary>
    public double BytesPerSecond { get; init; }

    internal double EndSeconds => StartSeconds + LengthSeconds;
}
