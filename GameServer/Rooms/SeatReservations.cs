using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Rooms;

/// <summary>
/// Which free seats of a room are reserved, to whom and until when, and which tickets have been used. Times are nanoseconds of
/// the shard's clock. Owned by the shard's thread.
/// </summary>
internal sealed class SeatReservations(Room room)
{
    private const int FewSeats = 4;

    // As far as seats were reserved: the first free ones are, and often fewer than there are.
    private Reservation[] bySeat = [];

    // Tickets that name no seat are remembered until they expire by themselves; those of a seat die with its reservation.
    private Dictionary<ulong, long>? used;

    /// <summary>Seats that are neither taken nor reserved.</summary>
    public int FreeSeats(long now)
    {
        var free = 0;
        for (var i = 0; i < room.Settings.SeatsMax; i++)
        {
            free += IsFree(new SeatId(i), now) ? 1 : 0;
        }

        return free;
    }

    /// <summary>Seats that are reserved and not taken yet.</summary>
    public int Count(long now)
    {
        var count = 0;
        for (var i = 0; i < bySeat.Length; i++)
        {
            count += bySeat[i].Until > now && !IsTaken(new SeatId(i)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Reserves the first free seat; false when there is none.</summary>
    public bool TryReserve(ulong ticket, string playerId, long now, long until, out SeatId seat)
    {
        var found = TryFindFree(now, out seat);
        if (found)
        {
            if (seat.Index >= bySeat.Length)
            {
                Array.Resize(ref bySeat, Math.Min(room.Settings.SeatsMax, Math.Max(FewSeats, 2 * (seat.Index + 1))));
            }

            bySeat[seat.Index] = new Reservation(ticket, until, playerId);
        }

        return found;
    }

    /// <summary>To whom a seat is reserved; null when it is not.</summary>
    public string? PlayerOf(SeatId seat, long now) => IsReserved(seat, now) ? bySeat[seat.Index].PlayerId : null;

    /// <summary>The first seat that is neither taken nor reserved; false when there is none.</summary>
    public bool TryFindFree(long now, out SeatId seat)
    {
        for (var i = 0; i < room.Settings.SeatsMax; i++)
        {
            seat = new SeatId(i);
            if (IsFree(seat, now))
            {
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
            return used?.ContainsKey(ticket) == true ? TicketVerdict.Used
                : TryFindFree(now, out seat) ? TicketVerdict.Good
                : TicketVerdict.RoomFull;
        }

        return wanted.Index >= room.Settings.SeatsMax ? TicketVerdict.NoSuchSeat
            : wanted.Index >= bySeat.Length || bySeat[wanted.Index].Ticket != ticket || bySeat[wanted.Index].Until == 0 ? TicketVerdict.Used
            : bySeat[wanted.Index].Until <= now ? TicketVerdict.Expired
            : IsTaken(wanted) ? TicketVerdict.Used
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

        used ??= [];
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
        var was = IsReserved(seat, now);
        if (was)
        {
            bySeat[seat.Index] = default;
        }

        return was;
    }

    private bool IsFree(SeatId seat, long now) => !IsTaken(seat) && !IsReserved(seat, now);

    private bool IsTaken(SeatId seat) => room.SeatsTaken > 0 && room.Seats[seat.Index].IsTaken;

    private bool IsReserved(SeatId seat, long now) => seat.Index < bySeat.Length && bySeat[seat.Index].Until > now;

    private readonly record struct Reservation(ulong Ticket, long Until, string PlayerId);
}
