using GameServer.Client.Sessions;
using GameServer.Protocol.Control;

namespace GameServer.Tools.Bots.Measuring;

/// <summary>How one player fared in a window of time.</summary>
public sealed record BotFigures
{
    /// <summary>The player's name.</summary>
    public required string Name { get; init; }

    /// <summary>The room it asked for.</summary>
    public required string Room { get; init; }

    /// <summary>Where it stood with the server when the window ended.</summary>
    public required ClientState State { get; init; }

    /// <summary>Why it is closed, if it is.</summary>
    public required GoodbyeReason Reason { get; init; }

    /// <summary>Whether the server announced to it that its match ends.</summary>
    public bool WasToldOfTheEnd { get; init; }

    /// <summary>Its score in the match; 0 before it has an avatar.</summary>
    public int Score { get; init; }

    /// <summary>Whether it decodes snapshots, or only acknowledges them.</summary>
    public required bool Decodes { get; init; }

    /// <summary>Length of the window.</summary>
    public required double Seconds { get; init; }

    /// <summary>What it counted.</summary>
    public required BotCounts Counts { get; init; }

    /// <summary>From sealed to applied; empty without a tick trace.</summary>
    public required Samples SnapshotAge { get; init; }

    /// <summary>At each frame, of each entity.</summary>
    public required Samples EntityAge { get; init; }

    /// <summary>What 99 % of its inputs waited at the server at least; below 0 they came late.</summary>
    public required Samples InputWait { get; init; }

    /// <summary>From a wrong prediction to its correction.</summary>
    public required Samples Correction { get; init; }

    /// <summary>Snapshots per second.</summary>
    public double SnapshotsPerSecond => Counts.Snapshots / Seconds;

    /// <summary>Corrections per minute.</summary>
    public double CorrectionsPerMinute => Counts.Corrections * 60 / Seconds;
}
