using System.Collections.ObjectModel;

namespace GameServer.Fleet;

/// <summary>What a matchmaker wants. Checked by whoever read it from the wire.</summary>
internal sealed record AllocationRequest
{
    public string Game { get; init; } = "";

    public string Build { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public required int MaxPlayers { get; init; }

    /// <summary>Who gets a seat at once.</summary>
    public IReadOnlyList<string> Players { get; init; } = [];

    /// <summary>Seconds that a reserved seat is kept.</summary>
    public required double SeatSeconds { get; init; }

    /// <summary>Seconds that the room is kept while it is empty.</summary>
    public required double EmptySeconds { get; init; }

    /// <summary>What the game is told.</summary>
    public required string Config { get; init; }
}
