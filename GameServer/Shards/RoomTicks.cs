using GameServer.Replication;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Timing;
using Microsoft.Extensions.Logging;

namespace GameServer.Shards;

/// <summary>
/// Ticks the rooms that are due: on the shard's thread, or beside it those that were slow of late. Rooms whose tick is another thread's are aside, neither due nor
/// closed, until they are back. Owned by the shard's thread.
/// </summary>
internal sealed class RoomTicks(RoomSchedule schedule, IRoomOutput output, ShardSettings settings, IMonotonicClock clock, ITickTrace? trace, ShardStats stats, ILogger logger)
{
    // Who is due so soon begins at once: to wait for that would cost as much.
    private const long SoonNs = 10_000;

    private readonly List<AsideRoom> aside = [];
    private SnapshotComposer composer = new();
    private SnapshotComposer? spare;

    /// <summary>Has a room's tick done by another thread; false when none can be spared. Null where there are none.</summary>
    public Func<AsideRoom, bool>? Beside { get; set; }

    /// <summary>Whether something waits for a moment without rooms aside: then none is ticked beside.</summary>
    public bool IsAwaited { get; set; }

    public bool HasRoomsAside => aside.Count > 0;

    /// <summary>Another thread: the tick of a room that is aside.</summary>
    public void Advance(AsideRoom room) => room.Host.Advance(room.Composer!, trace);

    /// <summary>The first thing on the thread that goes on with the shard: what another one is in is left to it.</summary>
    public void GoOnWithout(AsideRoom taken)
    {
        taken.Room = schedule.TakeOut(taken.Host);
        SetAside(taken);
        stats.RoomsSetAside += taken.State == AsideState.GivenUp ? 0 : 1;
    }

    /// <summary>Takes in what other threads are done with, and has those closed that did not come back. Returns how long their ticks took.</summary>
    public long TakeBack()
    {
        long took = 0;
        for (var i = aside.Count - 1; i >= 0; i--)
        {
            var back = aside[i];
            if (back.State == AsideState.Away)
            {
                continue;
            }

            aside.RemoveAt(i);
            if (back.State == AsideState.GivenUp)
            {
                stats.RoomsHung++;
                back.Host.Fail(new RoomHangException(back.Host.Name, back.WaitedMs));
            }
            else
            {
                took += Finish(back.Room!, back.Composer!, back.EndedAt);
                back.Host.TakeBack();
                back.Room!.NoteBeside(back.EndedAt);
                spare = back.Composer;
            }

            if (back.Room is { } room)
            {
                schedule.Rooms.Insert(0, room); // Behind others that wait for a thread as well: who is due is looked for from the end.
            }
        }

        return took;
    }

    /// <summary>Ticks every room that is due.</summary>
    public void TickDue()
    {
        var now = clock.Now;
        var scheduled = schedule.Rooms;
        for (var i = scheduled.Count - 1; i >= 0; i--)
        {
            var room = scheduled[i];
            if (room.Deadlines.Next > now + SoonNs)
            {
                continue; // Most of them, in most turns: no look at the clock for those.
            }

            if (room.IsBeside && Beside is not null && scheduled.Count > 1 && room.Host.Failure is null)
            {
                TickBeside(room, now);
                continue;
            }

            for (var ticks = 0; room.Deadlines.Next <= now + SoonNs && ticks < settings.CatchUpTicksMax && room.Host.Failure is null; ticks++)
            {
                if (room.TryRest())
                {
                    room.Deadlines.Advance();
                    continue;
                }

                Tick(room);
                now = clock.Now;
            }

            room.Host.Counters.TicksSkipped += room.Deadlines.SkipUntil(now);
        }
    }

    private void Tick(ScheduledRoom room)
    {
        room.BeginTick(clock.Now);
        room.Host.Tick(output, composer, trace);
        Finish(room, sent: null, clock.Now);
    }

    // Makes nothing up: what there was no time for is skipped.
    private void TickBeside(ScheduledRoom room, long now)
    {
        room.Host.Counters.TicksSkipped += room.Deadlines.SkipUntil(now);
        if (room.TryRest())
        {
            room.Deadlines.Advance();
            return;
        }

        room.BeginTick(now);
        if (IsAwaited)
        {
            room.Host.Counters.TicksSkipped++;
            return;
        }

        var tick = new AsideRoom { Host = room.Host, Room = room };
        room.Host.BeginTick();
        SetAside(tick);
        if (Beside!(tick))
        {
            schedule.Rooms.Remove(room);
            return;
        }

        aside.Remove(tick);
        (spare, composer) = (composer, tick.Composer!);
        room.Host.TakeBack();
        room.NoteNotBeside();
        room.Host.Counters.TicksSkipped++;
    }

    private void SetAside(AsideRoom room)
    {
        room.Composer = composer;
        composer = spare ?? new SnapshotComposer();
        spare = null;
        room.Host.SetAside();
        aside.Add(room);
    }

    // Sends what a tick composed on another thread; what one composed on this one is sent.
    private long Finish(ScheduledRoom room, SnapshotComposer? sent, long ended)
    {
        var host = room.Host;
        if (sent is not null)
        {
            host.EndTick(output, sent);
        }

        LogDiscrepancies(host, room.TickBegun);
        var isLate = ended > room.Deadlines.Next;
        var took = ended - room.TickBegun;
        host.Counters.TickBegunNs = room.TickBegun;
        host.Counters.TickNs += took;
        host.Counters.LateTicks += isLate ? 1 : 0;
        stats.RecordTick(Math.Abs(room.TickBegun - room.TickDue), took, isLate);
        trace?.Ended(host.Id, host.Room.Tick, room.TickDue, room.TickBegun, ended);
        return took;
    }

    private void LogDiscrepancies(RoomHost host, long now)
    {
        if (host.Discrepancies.TryTakeForLog(now, out var line, out var count))
        {
            var found = line.Found;
            ShardLog.Held(logger, host.Name, count, line.Seat, found.Tick.Number, found.Kind, found.Slot, found.Generation, found.Field, found.Told, found.Held);
        }
    }
}
