using GameServer.Protocol.Control;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Timing;
using GameServer.Transport;
using Microsoft.Extensions.Logging;

namespace GameServer.Shards;

/// <summary>
/// One port and its rooms: drains the socket, ticks what is due, sends. Touched by one thread, which calls <see cref="RunDue"/>
/// again and again; a test calls it by hand. Shares nothing with other shards.
/// </summary>
internal sealed class Shard
{
    // 60 Hz rooms in 4 slots: the shard wakes 240 times per second, which is also how finely an input's wait is measured.
    private const int DrainsPerSlot = 60;

    // What was sent leaves when there is so much time until the next room is due: rooms of a slot share their system calls.
    private const long RestNs = 50_000;

    private const double DrainNsWeight = 0.01;

    private static readonly Goodbye StaysOpen = new(GoodbyeReason.None, "");

    private readonly IServerTransport transport;
    private readonly SessionHost sessions;
    private readonly RoomTable rooms;
    private readonly IMonotonicClock clock;
    private readonly ILogger logger;
    private readonly RoomSchedule schedule;
    private readonly OverloadControl overload;
    private readonly ClosedDoor closedDoor = new();
    private Deadlines drains;
    private RoomTotals closed;
    private long heartbeat;
    private int roomCount;
    private long comesAt;
    private double drainNs;
    private double drainSeconds;

    public Shard(IServerTransport transport, SessionHost sessions, RoomTable rooms, ShardSettings settings, IMonotonicClock clock, ITickTrace? trace, ILogger logger)
    {
        (this.transport, this.sessions, this.rooms, this.clock, this.logger) = (transport, sessions, rooms, clock, logger);
        schedule = new RoomSchedule(settings, clock);
        drains = new Deadlines(schedule.Epoch, DrainsPerSlot * settings.Slots);
        Ticks = new RoomTicks(schedule, sessions, settings, clock, trace, Stats, logger);
        overload = new OverloadControl(settings);
    }

    public ShardStats Stats { get; } = new();

    public RoomTicks Ticks { get; }

    /// <summary>Whether a question waits for an answer between two turns.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Called on the shard's thread when a room has been closed, with what its players were told.</summary>
    public Action<RoomHost, Goodbye>? RoomClosed { get; set; }

    /// <summary>What the rooms came to that have been closed.</summary>
    public ref readonly RoomTotals TotalsOfClosedRooms => ref closed;

    /// <summary>The same for how their players were served.</summary>
    public RoomQuality QualityOfClosedRooms { get; } = new();

    /// <summary>The shard's time, in nanoseconds.</summary>
    public long Now => clock.Now;

    /// <summary>Rooms as of the last turn. Any thread may look.</summary>
    public int RoomCount => Volatile.Read(ref roomCount);

    /// <summary>When the last turn ended. Any thread may look: it is how others see that the shard is alive.</summary>
    public long Heartbeat => Volatile.Read(ref heartbeat);

    public RoomTable Rooms => rooms;

    public SessionHost Sessions => sessions;

    public OverloadControl Overload => overload;

    /// <summary>The share of its time that its rooms take or are likely to take. Any thread may look.</summary>
    public double Committed => schedule.Committed;

    public IServerTransport Transport => transport;

    /// <summary>Does everything that is due, in this order, and returns when to come again.</summary>
    public long RunDue()
    {
        var begun = clock.Now;

        // Between two drains it comes for the rooms of a slot, one after the other, and they share its system calls.
        var isForRoomsOnly = begun >= comesAt && begun < drains.Next;
        if (!isForRoomsOnly)
        {
            DrainSocket(begun);
        }

        overload.AddTurn(Ticks.TakeBack(), 0);
        if (!isForRoomsOnly)
        {
            LetIn();
        }

        Ticks.IsAwaited = IsAsked || overload.IsDue(clock.Now);
        Ticks.TickDue();
        if (!isForRoomsOnly)
        {
            CloseEndedRooms();
            sessions.EndLingering(clock.Now);
        }

        var next = NextDeadline();
        var flushed = clock.Now;
        if (next - flushed > RestNs)
        {
            transport.Flush();
        }

        Volatile.Write(ref roomCount, rooms.All.Count);
        var now = clock.Now;
        overload.AddTurn(now - begun, now - flushed);
        if (!Ticks.HasRoomsAside && overload.Look(now, schedule.Rooms))
        {
            rooms.IsOverloaded = overload.IsOverloaded;
            schedule.TakeLook(now, overload.Load, drainNs);
            next = NextDeadline();
        }

        Volatile.Write(ref heartbeat, now);
        comesAt = next > now ? next : long.MaxValue; // Who is late listens first.
        return next;
    }

    /// <summary>Takes in a room that was made elsewhere, between two turns; false when there is no place for it or the shard drains.</summary>
    public bool TryAdd(RoomHost room) => !rooms.IsDraining && rooms.TryAdd(room);

    /// <summary>Lets nobody new into a room, tells its players, and ends it with its match, or within so many seconds if that is said.</summary>
    public void Drain(RoomHost room, double? secondsMax)
    {
        room.Drain(secondsMax);
        sessions.Announce(room, secondsMax);
    }

    /// <summary>Lets no new room and nobody new in, and drains every room that there is.</summary>
    public void Drain(double secondsMax)
    {
        rooms.IsDraining = true;
        drainSeconds = secondsMax;
        foreach (var room in rooms.All)
        {
            Drain(room, secondsMax);
        }
    }

    /// <summary>Takes a room out between two of its ticks, to go to another shard; null when there is none of that name. Whoever asks for it here is told where.</summary>
    public (RoomHost Host, MovingSessions Sessions)? TakeOut(string name, string where)
    {
        if (!rooms.TryGet(name, out var host))
        {
            return null;
        }

        schedule.Remove(host);
        rooms.Remove(host);
        rooms.Moved.Add(name, where);
        return (host, sessions.TakeOut(host));
    }

    /// <summary>Takes in a room that comes from another shard, or comes back; false when there is no place for it.</summary>
    public bool TryTakeIn(RoomHost host, MovingSessions moving)
    {
        if (!rooms.TryAdd(host))
        {
            return false;
        }

        rooms.Moved.Remove(host.Name);
        sessions.TakeIn(moving);
        if (rooms.IsDraining)
        {
            Drain(host, drainSeconds);
        }

        return true;
    }

    /// <summary>Tells the players of a room that was taken out where it is now.</summary>
    public bool SayMoved(MovingSessions moving, string where)
    {
        sessions.SayMoved(moving, where);
        return true;
    }

    /// <summary>The name of the room that costs the most but no more than that, as a share of the shard's time; null when none is worth a move.</summary>
    public string? RoomToGive(double costMax) => schedule.Costliest(costMax)?.Name;

    /// <summary>The first thing on the thread that goes on with the shard: the room that another one is in is aside.</summary>
    public void GoOnWithout(AsideRoom taken)
    {
        Ticks.GoOnWithout(taken);
        sessions.RefuseStuck();
    }

    /// <summary>Takes back what <see cref="Drain(double)"/> said about new rooms; rooms that drain go on to their ends.</summary>
    public void Undrain() => rooms.IsDraining = false;

    /// <summary>Tells every player that the server stops, and sends it.</summary>
    public void Stop()
    {
        sessions.EndAll(null, GoodbyeReason.ServerStopping, "");
        transport.Flush();
    }

    /// <summary>After <see cref="Stop"/>: takes in confirmations and repeats what got lost. False when every goodbye has arrived.</summary>
    public bool FinishGoodbyes()
    {
        transport.Receive(closedDoor);
        transport.Flush();
        return transport.HasGoodbyesUnderway;
    }

    private void DrainSocket(long begun)
    {
        transport.Receive(sessions);
        drainNs += DrainNsWeight * (clock.Now - begun - drainNs);
    }

    private void LetIn()
    {
        sessions.AdmitWaiting();
        TellOfFailedStarts();
        schedule.TakeIn(rooms);
    }

    private void TellOfFailedStarts()
    {
        foreach (var (room, failure) in rooms.FailedStarts)
        {
            Stats.RoomsFailed++;
            ShardLog.RoomFailed(logger, room, 0, failure);
        }

        rooms.FailedStarts.Clear();
    }

    private void CloseEndedRooms()
    {
        var now = clock.Now;
        var scheduled = schedule.Rooms;
        for (var i = scheduled.Count - 1; i >= 0; i--)
        {
            var room = scheduled[i];
            room.EmptySince = IsHeld(room.Host, now) ? long.MaxValue : Math.Min(room.EmptySince, now);
            if (ReasonToClose(room, now) is { Reason: not GoodbyeReason.None } goodbye)
            {
                scheduled.RemoveAt(i);
                Close(room.Host, goodbye);
            }
        }
    }

    private void Close(RoomHost host, Goodbye goodbye)
    {
        rooms.Remove(host);
        closed.Add(host);
        QualityOfClosedRooms.Add(host.Quality);
        Stats.RoomsClosed++;
        Volatile.Write(ref roomCount, rooms.All.Count);
        RoomClosed?.Invoke(host, goodbye);
        sessions.EndAll(host, goodbye.Reason, goodbye.Detail); // Last: the game's code has a part in it.
    }

    private Goodbye ReasonToClose(ScheduledRoom room, long now)
    {
        var host = room.Host;
        if (host.Failure is { } failure)
        {
            Stats.RoomsFailed++;
            Stats.RoomsOverGarbage += failure is RoomGarbageException ? 1 : 0;
            ShardLog.RoomFailed(logger, host.Name, host.Room.Tick.Number, failure);
            return new Goodbye(GoodbyeReason.RoomFailed, "The room's game failed.");
        }

        if (host.Room.Result is { } result)
        {
            ShardLog.RoomEnded(logger, host.Name, host.Room.Tick.Number, result);
            return new Goodbye(GoodbyeReason.RoomEnded, ControlLine.Of(result, ControlLimits.DetailCharsMax));
        }

        if (room.EmptySince <= now && now - room.EmptySince >= (host.IsDraining ? 0 : host.Settings.EmptySeconds * 1e9))
        {
            ShardLog.RoomEnded(logger, host.Name, host.Room.Tick.Number, "empty");
            return new Goodbye(GoodbyeReason.RoomEnded, "");
        }

        return StaysOpen;
    }

    // By a player, or by the reservation of a seat that somebody can still take.
    private static bool IsHeld(RoomHost host, long now) => host.Room.SeatsTaken > 0 || (!host.IsDraining && host.Reservations.Count(now) > 0);

    private long NextDeadline()
    {
        while (drains.Next <= clock.Now)
        {
            drains.Advance();
            drains.SkipUntil(clock.Now);
        }

        return schedule.Next(drains.Next);
    }
}
