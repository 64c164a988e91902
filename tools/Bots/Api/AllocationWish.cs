namespace GameServer.Tools.Bots.Api;

/// <summary>A room that somebody wants. Immutable.</summary>
internal sealed record AllocationWish
{
    /// <summary>Seats.</summary>
    public required int MaxPlayers { get; init; }

    /// <summary>Who gets a seat at once, at most <see cref="MaxPlayers"/>.</summary>
    public IReadOnlyList<string> Players { get; init; } = [];

    /// <summary>Seconds that seats, and the empty room, are kept; null for what the server does by itself.</summary>
    public double? KeptSeconds { get; init; }

    /// <summary>What the game is told; null for what the server tells it by itself.</summary>
    public string? Config { get; init; }

    /// <summary>By what the room can be found again in a list.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
