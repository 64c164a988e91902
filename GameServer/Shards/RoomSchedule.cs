using GameServer.Protocol.Snapshots;
using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>
/// When each room of a shard is due: rooms are spread over the slots of the tick period by what they cost, and within a slot stand one behind the
/// other, so that none waits for another and the shard hardly rests in between. Owned by the shard's thread.
/// </summary>
internal sealed class RoomSchedule(ShardSettings settings, IMonotonicClock clock)
{
    private const long Second = 1_000_000_000;

    // A room that was made for players has them within this time, and then what it costs shows.
    private const long YoungNs = 30 * Second;

    // Before anything was measured: a sixteenth of a thousand players.
    private const double FirstSeatCost = 0.0005;
    private const double SeatCostWeight = 0.1;
    private const int SeatsToLearnFrom = 8;

    // What is less is not worth a move.
    private const double CostThatMatters = 0.02;

    // A tick has more of its slot than it takes on average, since one with snapshots takes twice as long as one without: as much more as costs so much of the
    // shard's time, which is spent at the clock.
    private const double WaitShareMax = 0.02;
    private const double TickShareMax = 2;
    private const long TurnNs = 2_000;

    private readonly List<ScheduledRoom> rooms = [];
    private double seatCost = FirstSeatCost;
    private double committed;

    public List<ScheduledRoom> Rooms => rooms;

    /// <summary>When the first slot began.</summary>
    public long Epoch { get; } = clock.Now;

    /// <summary>
    /// The share of a shard's time that its rooms take or are likely to take when their players have come; 1 is all of it. Any thread may look.
    /// </summary>
    public double Committed => Volatile.Read(ref committed);

    /// <summary>Gives those of a shard's rooms a place that have none.</summary>
    public void TakeIn(RoomTable table)
    {
        // Only the new ones: to look for them among all would cost every turn what there are rooms, and garbage for each.
        while (table.TryTakeNew(out var host))
        {
            var slot = CheapestSlot();
            rooms.Add(new ScheduledRoom(host, slot, OnGrid(host, slot), clock.Now));
            Volatile.Write(ref committed, committed + Predicted(host));
        }
    }

    /// <summary>A room that the shard no longer has.</summary>
    public void Remove(RoomHost host) => rooms.RemoveAll(room => room.Host == host);

    /// <summary>A room that is not due for a while, with its place; null when it has none.</summary>
    public ScheduledRoom? TakeOut(RoomHost host)
    {
        var found = rooms.Find(room => room.Host == host);
        if (found is not null)
        {
            rooms.Remove(found);
        }

        return found;
    }

    /// <summary>The room with players that costs the most but no more than that, as a share of the shard's time; null when none costs enough to matter.</summary>
    public RoomHost? Costliest(double costMax)
    {
        var (found, most) = ((RoomHost?)null, CostThatMatters);
        foreach (var room in rooms)
        {
            if (room.Cost > most && room.Cost <= costMax && room.Host is { IsDraining: false, Failure: null, Room: { Result: null, SeatsTaken: > 0 } })
            {
                (found, most) = (room.Host, room.Cost);
            }
        }

        return found;
    }

    /// <summary>
    /// Takes what was measured at a look into account: what rooms will cost, how fast those go that shed or no longer do, and how long the socket's drain takes,
    /// with which a slot begins.
    /// </summary>
    public void TakeLook(long now, double load, double drainNs)
    {
        double measured = 0, expected = 0;
        var seats = 0;
        foreach (var room in rooms)
        {
            measured += room.Cost;
            expected += ExpectedCost(room, now);
            seats += room.Host.Room.SeatsTaken;
            TakeUpTempo(room, now);
        }

        // A few players in many rooms tell what rooms cost, not what players do.
        if (seats >= SeatsToLearnFrom)
        {
            seatCost += SeatCostWeight * ((measured / seats) - seatCost);
        }

        LineUp(drainNs);

        // What belongs to no room, as receiving does, is there as well.
        Volatile.Write(ref committed, expected + Math.Max(0, load - measured));
    }

    /// <summary>When the next room is due, if that is before <paramref name="latest"/>.</summary>
    public long Next(long latest)
    {
        foreach (var room in rooms)
        {
            latest = Math.Min(latest, room.Deadlines.Next);
        }

        return latest;
    }

    // In the order in which a turn goes through them. Who would no longer find room in the slot waits its turn at the slot's end.
    private void LineUp(double drainNs)
    {
        Span<double> taken = stackalloc double[settings.Slots];
        Span<double> shares = stackalloc double[settings.Slots];
        shares.Clear();
        foreach (var room in rooms)
        {
            shares[room.Slot] += NeededNs(room) * room.Host.Room.Settings.TickRate / Second;
        }

        foreach (ref var share in shares)
        {
            share = share > 0 ? Math.Min(TickShareMax, 1 + (WaitShareMax / settings.Slots / share)) : TickShareMax;
        }

        taken.Fill(drainNs);
        for (var i = rooms.Count - 1; i >= 0; i--)
        {
            var room = rooms[i];
            if (room.Tempo != Pace.WholeTempo)
            {
                continue;
            }

            room.StandBehind((long)Math.Min(taken[room.Slot], room.Deadlines.Period / settings.Slots));
            taken[room.Slot] += NeededNs(room) is > 0 and var needed ? (needed * shares[room.Slot]) + TurnNs : 0;
        }
    }

    // Of those that nobody sits in most ticks are left out.
    private static double NeededNs(ScheduledRoom room) => room.Host.Room.SeatsTaken > 0 ? room.TickNs : 0;

    private double Predicted(RoomHost host) => (1 + host.Room.Settings.SeatsMax) * seatCost;

    private double ExpectedCost(ScheduledRoom room, long now) => now - room.Since < YoungNs ? Math.Max(room.Cost, Predicted(room.Host)) : room.Cost;

    private int CheapestSlot()
    {
        Span<double> costs = stackalloc double[settings.Slots];
        costs.Clear();
        var now = clock.Now;
        foreach (var room in rooms)
        {
            costs[room.Slot] += ExpectedCost(room, now);
        }

        var cheapest = 0;
        for (var slot = 1; slot < costs.Length; slot++)
        {
            cheapest = costs[slot] < costs[cheapest] ? slot : cheapest;
        }

        return cheapest;
    }

    private Deadlines OnGrid(RoomHost host, int slot)
    {
        var rate = host.Room.Settings.TickRate;
        var deadlines = new Deadlines(Epoch + (Second * slot / (rate * settings.Slots)), rate);
        deadlines.SkipUntil(clock.Now);
        if (deadlines.Next < clock.Now)
        {
            deadlines.Advance();
        }

        return deadlines;
    }

    // A room whose time is dilated leaves the grid, and comes back to it.
    private void TakeUpTempo(ScheduledRoom room, long now)
    {
        var tempo = room.Host.Pace.Tempo;
        if (room.Tempo == tempo)
        {
            return;
        }

        room.Tempo = tempo;
        room.Follow(tempo == Pace.WholeTempo
            ? OnGrid(room.Host, room.Slot)
            : new Deadlines(Math.Max(now, room.Deadlines.Next), room.Host.Room.Settings.TickRate, Second * Pace.WholeTempo / tempo));
    }
}
