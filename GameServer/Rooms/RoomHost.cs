using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Reports;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Timing;

namespace GameServer.Rooms;

/// <summary>
/// One room being served: inbox in, tick, snapshots out. Owned by its shard's thread, except that what <see cref="Advance"/> touches is another's while the
/// room is aside (<see cref="IsAside"/>). Knows seats and datagrams, no connections and no sockets.
/// </summary>
internal sealed class RoomHost
{
    private readonly RoomHostSettings settings;
    private readonly IMonotonicClock clock;
    private readonly EntityCodec codec;
    private readonly SeatHosts seats;
    private readonly GarbageMeter garbage;
    private readonly RoomDeadline deadline;
    private CountersOfLeft? left;
    private int ticksPerSnapshot;
    private long lastTickAt;
    private bool isTold;
    private SeatsPutOff? putOff;

    public RoomHost(uint id, string name, Room room, EntityCodec codec, RoomHostSettings settings, IMonotonicClock clock)
    {
        (Id, Name, Room, this.codec, this.settings, this.clock) = (id, name, room, codec, settings, clock);
        deadline = new RoomDeadline(room, clock);
        garbage = new GarbageMeter(settings.GarbageBytesPerSecondMax, room.Settings.TickRate);
        seats = new SeatHosts(room.Settings.SeatsMax, NewSeat);
        Inbox = new RoomInbox(seats.Length);
        Reservations = new SeatReservations(room);
        lastTickAt = clock.Now;
        Shed(Shedding.None, default);
    }

    public uint Id { get; }

    public string Name { get; }

    public Room Room { get; }

    public RoomHostSettings Settings => settings;

    /// <summary>Seats that are reserved.</summary>
    public SeatReservations Reservations { get; }

    /// <summary>What was said here.</summary>
    public ChatLog Chats { get; } = new();

    /// <summary>What clients held other than they were told.</summary>
    public DiscrepancyLog Discrepancies { get; } = new();

    /// <summary>Whether nobody new comes in any more: the room is on its way to its end.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>What its players go without, for want of time.</summary>
    public Shedding Shedding { get; private set; }

    /// <summary>Whether there is anything far that its players could go without.</summary>
    public bool HasFarThings => Interest.HasFar(Room.Game);

    /// <summary>Whether that are new players, too: whoever has no seat and no reservation stays out.</summary>
    public bool IsClosedToJoins => Shedding >= Shedding.Joins;

    /// <summary>How fast it goes, for want of time.</summary>
    public Pace Pace { get; private set; }

    /// <summary>What waits for the next tick. The shard's thread's alone: a tick under way holds nothing of it.</summary>
    public RoomInbox Inbox { get; }

    /// <summary>
    /// Whether another thread is in its code and its shard goes on without it: its world and its seats are that thread's, and what becomes of its players
    /// is put off until it is back. A room that is given up stays so.
    /// </summary>
    public bool IsAside => putOff is not null;

    /// <summary>Where calls of the game's code are marked: the shard's, once it has one.</summary>
    public GameCalls Calls { get => field ??= new GameCalls(); set; }

    /// <summary>Null while nobody has played.</summary>
    public RoomQuality? Quality { get; private set; }

    public SeatHosts Seats => seats;

    public RoomCounters Counters;

    /// <summary>What the game's code threw, if it did: the room is to be closed and its code not called again. Others go on.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>One tick, from the inbox to the last snapshot: its three parts, with the second marked.</summary>
    /// <param name="output">Where snapshots and events go.</param>
    /// <param name="composer">The shard's, lent for this tick.</param>
    /// <param name="trace">Told of the sealed tick, or null.</param>
    public void Tick(IRoomOutput output, SnapshotComposer composer, ITickTrace? trace)
    {
        BeginTick();
        var call = Calls.Enter(Name, this, isTick: true);
        Advance(composer, trace);
        Calls.Leave(call);
        EndTick(output, composer);
    }

    /// <summary>The first part of a tick: what came is taken in, so that the inbox is free for more.</summary>
    public void BeginTick() => Contained(0, static (host, _) => host.TakeInbox());

    /// <summary>
    /// The second part: all that the game's code has a part in. On whatever thread has the room; touches its world, its seats and the composer, and nothing
    /// else of a shard.
    /// </summary>
    public void Advance(SnapshotComposer composer, ITickTrace? trace)
    {
        isTold = false;
        Contained((composer, trace), static (host, with) =>
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            host.isTold = host.StepAndCompose(with.composer, with.trace);
            return host.garbage.TryNote(GC.GetAllocatedBytesForCurrentThread() - allocated) ? true : throw new RoomGarbageException(host.Name, host.settings.GarbageBytesPerSecondMax);
        });
    }

    /// <summary>The last part: what was composed is sent, unless the game's code failed.</summary>
    public void EndTick(IRoomOutput output, SnapshotComposer composer)
    {
        if (Failure is not null)
        {
            return;
        }

        if (isTold)
        {
            SendSnapshots(output, composer.Batch);
        }

        foreach (var item in Room.Outbox.Waiting)
        {
            output.SendEvent(this, item.To, item.Kind, item.Payload);
        }

        Room.Outbox.Clear();
    }

    /// <summary>The shard goes on without it, while another thread is in its <see cref="Advance"/>.</summary>
    public void SetAside() => putOff = new SeatsPutOff(seats.Length);

    /// <summary>That thread is out of it: what was put off is done.</summary>
    public void TakeBack()
    {
        (var waiting, putOff) = (putOff, null);
        waiting?.Apply(this);
    }

    /// <summary>Gives up on the game's code: it is not called again. The shard's thread.</summary>
    public void Fail(Exception failure) => Contain(failure);

    /// <summary>Gives a player a seat that is free and not reserved, between two ticks; false when none is or the game's code failed.</summary>
    public bool TryJoin(string playerName, [NotNullWhen(true)] out Seat? seat)
    {
        seat = null;
        return Reservations.TryFindFree(clock.Now, out var free) && TryJoin(free, playerName, out seat);
    }

    /// <summary>Gives a player one certain seat, between two ticks; false when it is taken, the world is full or the game's code failed.</summary>
    public bool TryJoin(SeatId place, string playerName, [NotNullWhen(true)] out Seat? seat)
    {
        seat = Failure is null ? Call((place, playerName), static (host, who) => host.Room.TryJoin(who.place, who.playerName, isAi: false, out var taken) ? taken : null) : null;
        if (seat is not null)
        {
            _ = seats[seat.Id]; // So that who walks through the seats meets every player's.
        }

        return seat is not null;
    }

    /// <summary>Lets nobody new in, and has the match end when its players leave, or within so many seconds if that is said.</summary>
    public void Drain(double? secondsMax)
    {
        IsDraining = true;
        if (secondsMax is { } seconds)
        {
            deadline.Set(seconds, Pace);
        }
    }

    /// <summary>Takes so much from its players, or gives it back, between two ticks; the next snapshot tells them.</summary>
    public void Shed(Shedding shedding, Pace pace)
    {
        (Shedding, Pace) = (shedding, pace);
        ticksPerSnapshot = Room.Settings.TickRate / settings.SnapshotRate * pace.SnapshotsPerSent;
        Room.ViewStepTicks = ticksPerSnapshot;
        foreach (var seat in seats)
        {
            seat.Change(pace);
        }

        deadline.Keep(pace);
    }

    /// <summary>The numbers of every seat together.</summary>
    public (ReplicationCounters Replication, SeatCounters Inputs) Sum()
    {
        (ReplicationCounters Replication, SeatCounters Inputs) sum = left is null ? default : (left.Replication, left.Inputs);
        foreach (var seat in seats)
        {
            sum.Replication.Add(seat.Served?.Acks.Counters ?? default);
            sum.Inputs.Add(seat.Counters);
        }

        return sum;
    }

    /// <summary>What became of an entity in the last snapshots of a seat, between two ticks (<see cref="EntityExplanation.Ask"/>).</summary>
    public EntityExplanation Explain(SeatId seat, int slot, int generation) => EntityExplanation.Ask(Room, seats[seat].Replication, slot, generation);

    /// <summary>Frees a seat, between two ticks.</summary>
    public void Leave(Seat seat)
    {
        if (putOff is not null)
        {
            putOff.Leave(seat);
            return;
        }

        if (Failure is null)
        {
            Call(seat, static (host, leaver) =>
            {
                host.Room.Leave(leaver);
                return true;
            });
        }

        var host = seats[seat.Id];
        left ??= new CountersOfLeft();
        left.Replication.Add(host.Replication.Acks.Counters);
        left.Inputs.Add(host.Counters);
        host.Vacate();
        Inbox.Forget(seat.Id);
    }

    /// <summary>A seat's player is not connected any more, but may come back.</summary>
    public void Disconnect(Seat seat)
    {
        putOff?.Disconnect(seat);
        if (putOff is null)
        {
            Room.Disconnect(seat);
        }
    }

    /// <summary>Lets a seat's client begin anew, between two ticks.</summary>
    public void Reconnect(Seat seat)
    {
        Call(seat, static (host, comer) =>
        {
            host.Room.Reconnect(comer);
            return true;
        });
        seats[seat.Id].Forget();
        Inbox.Forget(seat.Id);
    }

    private SeatHost NewSeat(int index)
    {
        var seat = new SeatHost(Room, Room.Seats[index], settings, Quality ??= new RoomQuality(), Discrepancies);
        seat.Change(Pace);
        return seat;
    }

    // Every way into the game's code between two ticks: marked, so that a hang is seen.
    private TResult? Call<TWith, TResult>(TWith with, Func<RoomHost, TWith, TResult> code)
    {
        var call = Calls.Enter(Name, this);
        var result = Contained(with, code);
        Calls.Leave(call);
        return result;
    }

    // What a room's own code throws is the room's failure alone.
    private TResult? Contained<TWith, TResult>(TWith with, Func<RoomHost, TWith, TResult> code)
    {
        try
        {
            return code(this, with);
        }
        catch (Exception exception) when (Contain(exception))
        {
            return default;
        }
    }

    private bool Contain(Exception exception)
    {
        Failure ??= exception;
        return true;
    }

    // Says whether snapshots were composed.
    private bool StepAndCompose(SnapshotComposer composer, ITickTrace? trace)
    {
        lastTickAt = clock.Now;
        Room.KeepsHistory = Room.SeatsTaken > 0;
        Room.Step();
        Counters.Ticks++;
        trace?.Sealed(Id, Room.Tick, clock.Now);
        if (Room.SeatsTaken == 0)
        {
            return false;
        }

        MeasureWaits();
        if (Room.Tick.Number % (uint)ticksPerSnapshot != 0)
        {
            return false;
        }

        Replicate(composer);
        MovingRows.Count(Room.History, ticksPerSnapshot, ref Counters);
        return true;
    }

    private bool TakeInbox()
    {
        var cursor = 0;
        while (Inbox.TryRead(ref cursor, out var seat, out var bytes, out var arrival))
        {
            seats[seat].TryReceive(bytes, arrival, lastTickAt);
        }

        Inbox.Clear();
        foreach (var host in seats)
        {
            host.Served?.Acks.BeforeTick();
        }

        return true;
    }

    private void MeasureWaits()
    {
        foreach (var seat in Room.Seats)
        {
            if (seat is { IsTaken: true, IsConnected: true })
            {
                seats[seat.Id].MeasureWait(lastTickAt);
            }
        }
    }

    private void Replicate(SnapshotComposer composer)
    {
        var begun = clock.Now;
        var encoded = composer.CodesEncoded;
        var snapshotsPerSecond = settings.SnapshotRate * Pace.Rate / Pace.SnapshotsPerSent;
        composer.Begin(Room, codec, settings.Rules, nearOnly: Shedding >= Shedding.FarThings && Room.Tick.Number / (uint)ticksPerSnapshot % 2 != 0);
        foreach (var seat in Room.Seats)
        {
            if (seat is { IsTaken: true, IsConnected: true })
            {
                seats[seat.Id].Compose(composer, snapshotsPerSecond);
            }
        }

        Counters.CodesEncoded += composer.CodesEncoded - encoded;
        Counters.ReplicationNs += clock.Now - begun;
    }

    private void SendSnapshots(IRoomOutput output, SnapshotBatch snapshots)
    {
        var begun = clock.Now;
        for (var i = 0; i < snapshots.Count; i++)
        {
            var datagram = snapshots.At(i, out var to);
            output.SendSnapshot(this, to, datagram);
        }

        Counters.DatagramsSent += snapshots.Count;
        Counters.SendNs += clock.Now - begun;
    }
}
