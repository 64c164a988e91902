using GameServer.Reports;

namespace GameServer.Rooms;

/// <summary>How well players are served, as the server can measure it without asking them. Owned by the room's thread.</summary>
internal sealed class RoomQuality
{
    /// <summary>From the end of a tick to the ack of a datagram with its state: what a player sees is younger by the way back.</summary>
    public TimeBuckets AckAges { get; } = TimeBuckets.OfAges();

    /// <summary>From the arrival of an input to its tick; negative when it came after.</summary>
    public TimeBuckets InputWaits { get; } = TimeBuckets.OfWaits();

    /// <summary>Adds another room's, if anybody has played there.</summary>
    public void Add(RoomQuality? other)
    {
        if (other is not null)
        {
            AckAges.Add(other.AckAges);
            InputWaits.Add(other.InputWaits);
        }
    }

    public void Clear()
    {
        AckAges.Clear();
        InputWaits.Clear();
    }
}
