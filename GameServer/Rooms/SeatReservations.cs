using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Rooms;

/// <summary>
/// Which free seats of a room are reserved, to whom and until when, and which tickets have been used. Times are nanoseconds of
/// the shard's clock. Owned by the shard's thread.
/// </summary>
internal sealed class SeatReservations(Room room)
{
    private readonly Reservation[] bySeat = new Reservation[room.Seats.Length];

    // Tickets that name no seat are remembered until they expire by themselves; those of a seat die with its reservation.
    private readonly Dictionary<ulong, long> used = [];

    /// <summary>Seats that are neither taken nor reserved.</summary>
    public int FreeSeats(long now)
    {
        var free = 0;
        foreach (var seat in room.Seats)
        {
            free += IsFree(seat, now) ? 1 : 0;
        }

        return free;
    }

    /// <summary>Seats that are reserved and not taken yet.</summary>
    public int Count(long now)
    {
        var count = 0;
        for (var i = 0; i < bySeat.Length; i++)
        {
            count += bySeat[i].Until > now && !room.Seats[i].IsTaken ? 1 : 0;
        }

        return count;
    }

    /// <summary>Reserves the first free seat; false when there is none.</summary>
    public bool TryReserve(ulong ticket, string playerId, long now, long until, out SeatId seat)
    {
        var found = TryFindFree(now, out seat);
        if (found)
        {
            bySeat[seat.Index] = new Reservation(ticket, until, playerId);
        }

        return found;
    }

    /// <summary>To whom a seat is reserved; null when it is not.</summary>
    public string? PlayerOf(SeatId seat, long now) => bySeat[seat.Index].Until > now ? bySeat[seat.Index].PlayerId : null;

    /// <summary>The first seat that is neither taken nor reserved; false when there is none.</summary>
    public bool TryFindFree(long now, out SeatId seat)
    {
        foreach (var candidate in room.Seats)
        {
            if (IsFree(candidate, now))
            {
                seat = candidate.Id;
                return true;
            }
        }

        seat = SeatId.None;
        return false;
    }

    /// <summary>Where this ticket lets its bearer sit; the reason when nowhere. Changes nothing.</summary>
    public TicketVerdict Judge(SeatId wanted, ulong ticket, long now, out SeatId seat)
    {
        seat = wanted;
        if (!wanted.IsSeat)
        {
            return used.ContainsKey(ticket) ? TicketVerdict.Used
                : TryFindFree(now, out seat) ? TicketVerdict.Good
                : TicketVerdict.RoomFull;
        }

        return wanted.Index >= bySeat.Length ? TicketVerdict.NoSuchSeat
            : bySeat[wanted.Index].Ticket != ticket || bySeat[wanted.Index].Until == 0 ? TicketVerdict.Used
            : bySeat[wanted.Index].Until <= now ? TicketVerdict.Expired
            : room.Seats[wanted.Index].IsTaken ? TicketVerdict.Used
            : TicketVerdict.Good;
    }

    /// <summary>Uses a ticket up that was judged good.</summary>
    /// <param name="wanted">The seat that it names; none for any.</param>
    /// <param name="ticket">Its number.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">When it expires by itself.</param>
    public void Use(SeatId wanted, ulong ticket, long now, long until)
    {
        if (wanted.IsSeat)
        {
            bySeat[wanted.Index] = default;
            return;
        }

        foreach (var (old, end) in used)
        {
            if (end <= now)
            {
                used.Remove(old);
            }
        }

        used[ticket] = until;
    }

    /// <summary>Gives a reserved seat back; false when it was not reserved.</summary>
    public bool TryCancel(SeatId seat, long now)
    {
        var was = seat.Index < bySeat.Length && bySeat[seat.Index].Until > now;
        if (was)
        {
            bySeat[seat.Index] = default;
        }

        return was;
    }

    private bool IsFree(Seat seat, long now) => !seat.IsTaken && bySeat[seat.Id.Index].Until <= now;

    private readonly record struct Reservation(ulong Ticket, long Until, string PlayerId);
}
