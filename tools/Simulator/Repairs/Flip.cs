using GameServer.Simulation.Identity;

namespace GameServer.Tools.Simulator.Repairs;

/// <summary>One flipped bit of one player's memory, and what has become of it.</summary>
internal sealed class Flip
{
    public required long At { get; init; }

    public required int Slot { get; init; }

    /// <summary>The column's name; null for a head.</summary>
    public required string? Field { get; init; }

    public required int Bit { get; init; }

    public required bool IsInHistory { get; init; }

    /// <summary>What the server had counted and noted before.</summary>
    public required long DesyncsBefore { get; init; }

    public required long RepairedBefore { get; init; }

    public required long LinesBefore { get; init; }

    /// <summary>When a hash was first taken of what is wrong.</summary>
    public long? WrongFrom { get; set; }

    /// <summary>The input datagrams whose hash is of something wrong.</summary>
    public HashSet<ulong> Showing { get; } = [];

    /// <summary>Whether one of those has come to the server and is to be looked at with the next tick.</summary>
    public bool IsShown { get; set; }

    public bool IsFound { get; set; }

    /// <summary>Whether an ack was compared that should have shown it and did not.</summary>
    public bool WasMissed { get; set; }

    /// <summary>The first tick that was told of knowing what is wrong.</summary>
    public Tick? ToldFrom { get; set; }

    /// <summary>When everything was right that the player held of such a tick; null again when it is wrong once more.</summary>
    public long? RightSince { get; set; }

    /// <summary>Hashes that the server had compared when it was right.</summary>
    public long ChecksWhenRight { get; set; }
}
