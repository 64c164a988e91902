using GameServer.Protocol.Control;

namespace GameServer.Fleet;

/// <summary>
/// A room as its allocator knows it, from the request until some time after its end. Of the request it keeps what is asked for later, not
/// players and configuration, which may be large. Immutable but for its place and the end, which is set once.
/// </summary>
internal sealed class FleetRoom
{
    private const int RecordBytes = 400;
    private const int LabelChars = 40;

    private volatile RoomEnd? end;
    private volatile ShardPlace place = null!;

    public required string Id { get; init; }

    public required uint Epoch { get; init; }

    /// <summary>Where it is; another place after a move.</summary>
    public required ShardPlace Place
    {
        get => place;
        set => place = value;
    }

    public required string Game { get; init; }

    public required string Build { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required int MaxPlayers { get; init; }

    /// <summary>Seats that were asked for together with the room.</summary>
    public required int SeatsAsked { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Memory that it takes, in bytes, roughly.</summary>
    public int Bytes => RecordBytes + (sizeof(char) * (Build.Length + Labels.Sum(static l => LabelChars + l.Key.Length + l.Value.Length) + (End?.Result.Length ?? 0)));

    /// <summary>How it ended; null while it lives.</summary>
    public RoomEnd? End
    {
        get => end;
        set => end = value;
    }
}

/// <summary>The end of a room.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">What its players were told.</param>
/// <param name="Result">What the game ended it with, or why it was closed.</param>
internal sealed record RoomEnd(DateTimeOffset At, GoodbyeReason Reason, string Result);
