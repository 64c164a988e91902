using GameServer.Protocol.Snapshots;

namespace GameServer.Client.Timing;

/// <summary>
/// The room's seconds beside the client's: as many, and fewer where the server has dilated the room's time. A match's clocks run on
/// these, so that none of them has to know of it.
/// </summary>
internal sealed class RoomTime
{
    private double changedAt;
    private double roomAtChange;

    /// <summary>How fast the room goes, as the newest snapshot said.</summary>
    public Pace Pace { get; private set; }

    /// <summary>The room's time at a time of the client, both in seconds.</summary>
    public double At(double now) => roomAtChange + ((now - changedAt) * Pace.Rate);

    /// <summary>From now on the room goes so fast.</summary>
    public void Change(Pace pace, double now)
    {
        if (pace != Pace)
        {
            (roomAtChange, changedAt, Pace) = (At(now), now, pace);
        }
    }
}
