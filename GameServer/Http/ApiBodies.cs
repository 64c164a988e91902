namespace GameServer.Http;

/// <summary>Asks for a room.</summary>
/// <param name="Game">Must be this server's game when given.</param>
/// <param name="Build">The game's build; kept for listing, at most 64 characters.</param>
/// <param name="Labels">At most 16, each key and value at most 64 characters; kept for listing.</param>
/// <param name="MaxPlayers">Seats; the server's own number when not given.</param>
/// <param name="Players">Who gets a seat at once.</param>
/// <param name="SeatTtlSeconds">How long a reserved seat is kept, 1 to 600; 30 when not given.</param>
/// <param name="EmptyTtlSeconds">How long the room is kept empty, 1 to 86,400; 60 when not given.</param>
/// <param name="Config">What the game is told, at most 16 KiB of UTF-8.</param>
internal sealed record AllocateBody(
    string? Game = null,
    string? Build = null,
    Dictionary<string, string>? Labels = null,
    int? MaxPlayers = null,
    PlayerBody[]? Players = null,
    double? SeatTtlSeconds = null,
    double? EmptyTtlSeconds = null,
    string? Config = null);

/// <summary>A player as the matchmaker knows it.</summary>
/// <param name="PlayerId">1 to 64 characters.</param>
internal sealed record PlayerBody(string? PlayerId = null);

/// <summary>Asks for seats in a room.</summary>
/// <param name="Players">Who gets one.</param>
/// <param name="SeatTtlSeconds">How long they are kept, 1 to 600; 30 when not given.</param>
internal sealed record ReserveBody(PlayerBody[]? Players = null, double? SeatTtlSeconds = null);

/// <summary>Where players connect to, over UDP.</summary>
internal sealed record EndpointBody(string Host, int Port);

/// <summary>A reserved seat. The token goes to the player and nowhere else.</summary>
internal sealed record SeatBody(string SeatId, string PlayerId, string Token, DateTimeOffset ExpiresAt);

/// <summary>The seats reserved by one request.</summary>
internal sealed record SeatsBody(string RoomId, uint Epoch, IReadOnlyList<SeatBody> Seats);

/// <summary>How a room ended: what its players were told, and what the game said.</summary>
internal sealed record EndBody(DateTimeOffset At, string Reason, string Result);

/// <summary>How a room keeps its time. Milliseconds; counts since it began.</summary>
/// <param name="Tick">Its newest tick.</param>
/// <param name="TickRate">Ticks per second of its time.</param>
/// <param name="TickMsMean">What a tick took.</param>
/// <param name="TickBudgetShare">Of the time between two ticks.</param>
/// <param name="LateTicks">Ticks that ended after the next one was due.</param>
/// <param name="TicksSkipped">Ticks that there was no time for at all.</param>
/// <param name="Shedding">What its players go without for want of time, each on top of those before: none, farThings, snapshots, joins or tempo.</param>
/// <param name="TimeRate">Seconds of the room in a second: 1, or less down to 0.09 while its time is dilated.</param>
internal sealed record HealthBody(uint Tick, int TickRate, double TickMsMean, double TickBudgetShare, long LateTicks, long TicksSkipped, string Shedding, double TimeRate);

/// <summary>A room. What only a living one has is null in an ended one; seats are there in the answer to its allocation.</summary>
internal sealed record RoomBody
{
    public required string RoomId { get; init; }

    public required uint Epoch { get; init; }

    /// <summary>allocating, ready, active, draining or ended.</summary>
    public required string State { get; init; }

    public required string Game { get; init; }

    public string? Build { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public EndpointBody? Endpoint { get; init; }

    public required int MaxPlayers { get; init; }

    /// <summary>Seats taken, by players who are connected or may come back.</summary>
    public int Players { get; init; }

    public int Connected { get; init; }

    /// <summary>Seats reserved and not taken yet.</summary>
    public int Reserved { get; init; }

    public int FreeSeats { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyList<SeatBody>? Seats { get; init; }

    public HealthBody? Health { get; init; }

    public EndBody? End { get; init; }
}

/// <summary>A page of rooms; the next one begins behind the cursor, which is null on the last.</summary>
internal sealed record RoomsBody(IReadOnlyList<RoomBody> Rooms, string? NextCursor);

/// <summary>What this server has and could take.</summary>
internal sealed record CapacityBody(int Rooms, int FreeRooms, int Players, int FreeSeats, bool Draining, long Allocated, double AllocationsPerSecond);

/// <summary>A server.</summary>
internal sealed record NodeBody(string NodeId, bool Draining, int Shards, int Rooms, int Players);

/// <summary>Asks to drain.</summary>
/// <param name="DeadlineSeconds">Matches end within so many seconds, 0 to 86,400; 60 when not given.</param>
internal sealed record DrainBody(double? DeadlineSeconds = null);

/// <summary>Why a player's client has or has not got an entity.</summary>
/// <param name="RoomId">The room.</param>
/// <param name="SeatId">The seat.</param>
/// <param name="Entity">The entity, as slot.generation.</param>
/// <param name="Kind">Name of its kind; null when the slot is empty.</param>
/// <param name="LastSentTick">The tick of which it was last sent; null for never.</param>
/// <param name="AcknowledgedTick">The newest tick of which the client has acknowledged it; null for none.</param>
/// <param name="Snapshots">What became of it in the seat's last snapshots, oldest first.</param>
internal sealed record ExplanationBody(string RoomId, string SeatId, string Entity, string? Kind, uint? LastSentTick, uint? AcknowledgedTick, IReadOnlyList<SnapshotFateBody> Snapshots);

/// <summary>One snapshot.</summary>
/// <param name="Tick">Its tick.</param>
/// <param name="Fate">absent, anothersOwn, outsideRadius, hiddenByGame, noDatagram, shed, deferred, sentUnchanged or sent.</param>
/// <param name="Datagram">Number of the datagram; null where the seat was sent none.</param>
/// <param name="Acknowledged">Whether the client has acknowledged that datagram.</param>
/// <param name="Distance">To the seat's avatar, in the game's unit; 0 where one of them has no place.</param>
/// <param name="Urgency">Importance x ticks since it was last sent / distance; null when everything fitted.</param>
/// <param name="CutOff">The least urgent that was sent; null when everything fitted.</param>
internal sealed record SnapshotFateBody(uint Tick, string Fate, ulong? Datagram, bool Acknowledged, float Distance, float? Urgency, float? CutOff);
