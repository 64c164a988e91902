namespace GameServer.Client.Conditioning;

/// <summary>What one direction of a conditioned link has done so far, in datagrams unless the name says otherwise. Owned by the link's thread.</summary>
public sealed class LinkCounters
{
    /// <summary>Handed to the link.</summary>
    public long Offered { get; internal set; }

    /// <summary>Handed on at the other end, duplicates and corrupted ones included.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Lost by chance.</summary>
    public long Lost { get; internal set; }

    /// <summary>Lost in an outage.</summary>
    public long LostInOutage { get; internal set; }

    /// <summary>Dropped because they would have waited too long for the link's capacity.</summary>
    public long RateDropped { get; internal set; }

    /// <summary>Dropped because the simulation's own queue was at its bound: the profile or the sender is out of proportion.</summary>
    public long QueueDropped { get; internal set; }

    /// <summary>Second copies made.</summary>
    public long Duplicated { get; internal set; }

    /// <summary>Handed on after one that had entered the link later, reliable messages left out.</summary>
    public long Reordered { get; internal set; }

    /// <summary>Copies with a flipped bit.</summary>
    public long Corrupted { get; internal set; }

    /// <summary>Reliable messages whose first copy was lost, so that they took a round trip longer.</summary>
    public long ReliableResent { get; internal set; }
}
