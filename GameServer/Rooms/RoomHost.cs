using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Repairs;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Reports;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Timing;

namespace GameServer.Rooms;

/// <summary>
/// One room being served: inbox in, tick, snapshots out. Owned by its shard's thread. Knows seats and datagrams, no connections
/// and no sockets.
/// </summary>
internal sealed class RoomHost
{
    // Below this not even the seat's own avatar fits; the budget saves up for the next one.
    private const int SnapshotBytesMin = 64;

    private const int WatchSeconds = 10;

    private readonly RoomHostSettings settings;
    private readonly IMonotonicClock clock;
    private readonly EntityCodec codec;
    private readonly SeatHost[] seats;
    private readonly GarbageMeter garbage;
    private int ticksPerSnapshot;
    private long lastTickAt;
    private long endsAt = long.MaxValue;

    public RoomHost(uint id, string name, Room room, EntityCodec codec, RoomHostSettings settings, IMonotonicClock clock)
    {
        (Id, Name, Room, this.codec, this.settings, this.clock) = (id, name, room, codec, settings, clock);
        garbage = new GarbageMeter(settings.GarbageBytesPerSecondMax, room.Settings.TickRate);
        seats = new SeatHost[room.Seats.Length];
        for (var i = 0; i < seats.Length; i++)
        {
            seats[i] = new SeatHost(room, room.Seats[i], settings, Quality, Discrepancies);
        }

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

    public RoomInbox Inbox { get; }

    /// <summary>Where calls of the game's code are marked: the shard's, once it has one.</summary>
    public GameCalls Calls { get; set; } = new();

    public RoomQuality Quality { get; } = new();

    public ReadOnlySpan<SeatHost> Seats => seats;

    public RoomCounters Counters;

    /// <summary>What the game's code threw, if it did: the room is to be closed and its code not called again. Others go on.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>One tick, from the inbox to the last snapshot.</summary>
    /// <param name="output">Where snapshots and events go.</param>
    /// <param name="composer">The shard's, lent for this tick.</param>
    /// <param name="trace">Told of the sealed tick, or null.</param>
    public void Tick(IRoomOutput output, SnapshotComposer composer, ITickTrace? trace)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var isTold = Call((composer, trace), static (host, with) => host.Advance(with.composer, with.trace));
        if (!garbage.TryNote(GC.GetAllocatedBytesForCurrentThread() - allocated))
        {
            Contain(new RoomGarbageException(Name, settings.GarbageBytesPerSecondMax));
        }

        if (Failure is null)
        {
            Send(output, composer.Batch, isTold);
        }
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
        return seat is not null;
    }

    /// <summary>Lets nobody new in, and has the match end when its players leave, or within so many seconds if that is said.</summary>
    public void Drain(double? secondsMax)
    {
        IsDraining = true;
        if (secondsMax is { } seconds)
        {
            endsAt = Math.Min(endsAt, clock.Now + (long)(seconds * 1e9));
            KeepDeadline();
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

        KeepDeadline();
    }

    /// <summary>The numbers of every seat together.</summary>
    public (ReplicationCounters Replication, SeatCounters Inputs) Sum()
    {
        (ReplicationCounters Replication, SeatCounters Inputs) sum = (Counters.ReplicationOfLeft, Counters.InputsOfLeft);
        foreach (var seat in seats)
        {
            sum.Replication.Add(seat.Served?.Acks.Counters ?? default);
            sum.Inputs.Add(seat.Counters);
        }

        return sum;
    }

    /// <summary>
    /// What became of an entity in the last snapshots of a seat, between two ticks. The question starts the writing down, which goes on for some seconds:
    /// the first answer is empty. A seat has one entity looked at; the newest question decides which.
    /// </summary>
    /// <param name="seat">A seat of this room.</param>
    /// <param name="slot">The entity's slot.</param>
    /// <param name="generation">Its generation; 0 for whatever is in the slot.</param>
    public EntityExplanation Explain(SeatId seat, int slot, int generation)
    {
        var replication = seats[seat.Index].Replication;
        var until = Room.Tick + (WatchSeconds * Room.Settings.TickRate);
        if (replication.Watch is not { } watch || !watch.IsOf(slot, generation))
        {
            watch = replication.Watch = new EntityWatch(slot, generation, until);
        }

        watch.Until = until;
        return EntityExplanation.Of(Room, replication.Acks, slot, watch.Lines());
    }

    /// <summary>Frees a seat, between two ticks.</summary>
    public void Leave(Seat seat)
    {
        if (Failure is null)
        {
            Call(seat, static (host, leaver) =>
            {
                host.Room.Leave(leaver);
                return true;
            });
        }

        var host = seats[seat.Id.Index];
        Counters.ReplicationOfLeft.Add(host.Replication.Acks.Counters);
        Counters.InputsOfLeft.Add(host.Counters);
        host.Vacate();
        Inbox.Forget(seat.Id);
    }

    /// <summary>Lets a seat's client begin anew, between two ticks.</summary>
    public void Reconnect(Seat seat)
    {
        Call(seat, static (host, comer) =>
        {
            host.Room.Reconnect(comer);
            return true;
        });
        seats[seat.Id.Index].Forget();
        Inbox.Forget(seat.Id);
    }

    // The deadline is of the world outside: a room that has been slowed since has fewer ticks left until then. One that has become faster ends before it.
    private void KeepDeadline()
    {
        if (endsAt < long.MaxValue)
        {
            var ticks = (endsAt - clock.Now) / 1e9 * Room.Settings.TickRate * Pace.Rate;
            Room.EndBy(Room.Tick + (int)Math.Clamp(ticks, 1, int.MaxValue / 2));
        }
    }

    // Every way into the game's code: marked, so that a hang is seen, and what it throws is the room's failure alone.
    private TResult? Call<TWith, TResult>(TWith with, Func<RoomHost, TWith, TResult> code)
    {
        var result = default(TResult);
        var call = Calls.Enter(Name, this);
        try
        {
            result = code(this, with);
        }
        catch (Exception exception) when (Contain(exception))
        {
        }

        Calls.Leave(call);
        return result;
    }

    private bool Contain(Exception exception)
    {
        Failure ??= exception;
        return true;
    }

    // All that the game's code has a part in. Says whether snapshots were composed.
    private bool Advance(SnapshotComposer composer, ITickTrace? trace)
    {
        TakeInbox();
        foreach (var host in seats)
        {
            host.Served?.Acks.BeforeTick();
        }

        lastTickAt = clock.Now;
        Room.Step();
        Counters.Ticks++;
        trace?.Sealed(Id, Room.Tick, clock.Now);
        MeasureWaits();
        if (Room.Tick.Number % (uint)ticksPerSnapshot != 0)
        {
            return false;
        }

        Replicate(composer);
        MovingRows.Count(Room.History, ticksPerSnapshot, ref Counters);
        return true;
    }

    private void TakeInbox()
    {
        var cursor = 0;
        while (Inbox.TryRead(ref cursor, out var seat, out var bytes, out var arrival))
        {
            seats[seat.Index].TryReceive(bytes, arrival, lastTickAt);
        }

        Inbox.Clear();
    }

    private void MeasureWaits()
    {
        foreach (var host in seats)
        {
            if (host.Seat is { IsTaken: true, IsConnected: true })
            {
                host.MeasureWait(lastTickAt);
            }
        }
    }

    private void Replicate(SnapshotComposer composer)
    {
        var begun = clock.Now;
        var encoded = composer.CodesEncoded;
        var snapshotsPerSecond = settings.SnapshotRate * Pace.Rate / Pace.SnapshotsPerSent;
        composer.Begin(Room, codec, settings.Rules, nearOnly: Shedding >= Shedding.FarThings && Room.Tick.Number / (uint)ticksPerSnapshot % 2 != 0);
        foreach (var host in seats)
        {
            if (host.Seat is not { IsTaken: true, IsConnected: true })
            {
                continue;
            }

            host.Replication.Watch = host.Replication.Watch is { } watch && watch.Until > Room.Tick ? watch : null;
            var allowed = host.Replication.Budget.Next(host.Replication.BytesPerSecond / snapshotsPerSecond, settings.DatagramBytesMax, SlotSplit.PartsMax);
            if (allowed >= SnapshotBytesMin + ByteBudget.HeaderBytes)
            {
                allowed -= Ask(host, composer.Batch);
                composer.Compose(host.Seat, host.Replication, host.NextHeader(), new Allowance(allowed, settings.DatagramBytesMax));
            }
            else
            {
                host.Replication.Watch?.NoteNothing(Room.Tick);
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

    // Out of the seat's own budget; the snapshot has what is left.
    private static int Ask(SeatHost host, SnapshotBatch batch)
    {
        var length = host.WriteQuestion(batch.Reserve(RepairQuestion.BytesMax));
        if (length > 0)
        {
            host.Replication.Budget.Spend(length);
            batch.Put(host.Seat.Id, length);
        }

        return length;
    }

    private void Send(IRoomOutput output, SnapshotBatch snapshots, bool isTold)
    {
        if (isTold)
        {
            SendSnapshots(output, snapshots);
        }

        foreach (var item in Room.Outbox.Waiting)
        {
            output.SendEvent(this, item.To, item.Kind, item.Payload);
        }

        Room.Outbox.Clear();
    }
}
