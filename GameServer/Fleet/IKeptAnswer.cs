namespace GameServer.Fleet;

/// <summary>What a table of answers must know of one to bound them.</summary>
internal interface IKeptAnswer<T>
{
    /// <summary>Memory that it takes, in bytes, roughly.</summary>
    int Bytes { get; }

    /// <summary>Whether its key must stay known, because a repeated request would have a second effect beside the first.</summary>
    bool MustStay { get; }

    /// <summary>Until when its seats are of use to anybody.</summary>
    DateTimeOffset SeatsUntil { get; }

    /// <summary>The same without its seats, which are most of it.</summary>
    T WithoutSeats();
}
