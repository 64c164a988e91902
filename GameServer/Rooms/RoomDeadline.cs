using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Rooms;
using GameServer.Timing;

namespace GameServer.Rooms;

/// <summary>
/// When a room has to have ended, if anybody said so. Of the world outside: a room that has been slowed since has fewer ticks left until then. One that
/// has become faster ends before it. Owned by the room's thread.
/// </summary>
internal sealed class RoomDeadline(Room room, IMonotonicClock clock)
{
    private long endsAt = long.MaxValue;

    /// <summary>Within so many seconds, or earlier if that was said before.</summary>
    public void Set(double seconds, Pace pace)
    {
        endsAt = Math.Min(endsAt, clock.Now + (long)(seconds * 1e9));
        Keep(pace);
    }

    /// <summary>The room goes so fast from now on.</summary>
    public void Keep(Pace pace)
    {
        if (endsAt < long.MaxValue)
        {
            var ticks = (endsAt - clock.Now) / 1e9 * room.Settings.TickRate * pace.Rate;
            room.EndBy(room.Tick + (int)Math.Clamp(ticks, 1, int.MaxValue / 2));
        }
    }
}
