using GameServer.Protocol.Snapshots;
using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>
/// What a shard does with more work than time: it takes from rooms, a step at a time, in the order of <see cref="Shedding"/>, and gives back when there is
/// time again. Rooms that cost more than an equal part pay first, so that a small room does not go without for a big one. Owned by the shard's thread.
/// </summary>
internal sealed class OverloadControl(ShardSettings settings)
{
    // Often enough to be at the bottom of the ladder within 2 s, long enough that a look sees some ticks of every room.
    private const long LookNs = 250_000_000;

    // One look may have seen a pause of the machine.
    private const int LooksToShed = 2;

    // Time is given back later than it is taken, or a load at the edge would go up and down.
    private const int LooksToRestore = 8;

    // What had to be taken again within 4 s of being given back waits four times as long the next time, up to a minute; what stays is forgotten after that.
    private const int LooksInVain = 16;
    private const int LooksToRestoreMax = 240;
    private const int LongerEachTime = 4;

    // A tempo goes down by no more and up by no more than this at a look, so that players see a room slow down and not stop.
    private const double SlowDownMin = 0.7;
    private const double SpeedUpMax = 1.25;

    private long lookedAt;
    private long busyNs;
    private long sendNs;
    private int looksOver;
    private int looksUnder;
    private int looksToRestore = LooksToRestore;
    private int looksSinceRestored = LooksToRestoreMax;
    private bool isOverloaded;
    private double load;

    /// <summary>The share of the shard's time that its work took, at the last look: 1 is all of it, more is what there was no time for. Any thread may look.</summary>
    public double Load => Volatile.Read(ref load);

    /// <summary>Whether new players are refused in some room here. Any thread may look.</summary>
    public bool IsOverloaded => Volatile.Read(ref isOverloaded);

    /// <summary>Steps taken since the start.</summary>
    public long StepsTaken { get; private set; }

    /// <summary>Steps given back since the start.</summary>
    public long StepsGivenBack { get; private set; }

    /// <summary>A turn of the shard took so long, of which so much went into handing what was sent to the system.</summary>
    public void AddTurn(long ns, long flushNs)
    {
        busyNs += ns;
        sendNs += flushNs;
    }

    /// <summary>Whether the next look is due. It judges all rooms, so none may be aside.</summary>
    public bool IsDue(long now) => now - lookedAt >= LookNs;

    /// <summary>Looks whether there is too much to do, or time again. True when it did, which is four times a second.</summary>
    public bool Look(long now, List<ScheduledRoom> rooms)
    {
        if (!IsDue(now))
        {
            return false;
        }

        var elapsed = now - lookedAt;
        if (lookedAt > 0)
        {
            Measure(elapsed, rooms);
            Judge(rooms);
        }

        (lookedAt, busyNs, sendNs) = (now, 0, 0);
        return true;
    }

    private void Measure(long elapsed, List<ScheduledRoom> rooms)
    {
        long datagrams = 0, skipped = 0, ticks = 0;
        foreach (var room in rooms)
        {
            room.BeginLook(elapsed);
            (datagrams, skipped, ticks) = (datagrams + room.Datagrams, skipped + room.Skipped, ticks + room.Ticks);
        }

        // The kernel's part of a datagram is paid for all rooms together; each has the part of it that its datagrams are.
        foreach (var room in rooms)
        {
            room.AddShared(datagrams == 0 ? 0 : (double)sendNs / elapsed * room.Datagrams / datagrams);
        }

        Volatile.Write(ref load, (double)busyNs / elapsed * (ticks == 0 ? 1 : (double)(ticks + skipped) / ticks));
    }

    private void Judge(List<ScheduledRoom> rooms)
    {
        looksOver = Load > settings.LoadMax ? looksOver + 1 : 0;
        looksUnder = Load < settings.LoadToRestore ? looksUnder + 1 : 0;
        looksSinceRestored++;
        if (looksSinceRestored == LooksToRestoreMax)
        {
            looksToRestore = LooksToRestore;
        }

        if (looksOver >= LooksToShed)
        {
            TakeStep(rooms);
        }
        else if (looksUnder >= looksToRestore)
        {
            GiveBack(rooms);
        }

        Volatile.Write(ref isOverloaded, rooms.Exists(static r => r.Host.IsClosedToJoins));
    }

    // Of the rooms that cost more than the average, those that go without the least.
    private void TakeStep(List<ScheduledRoom> rooms)
    {
        if (looksSinceRestored <= LooksInVain)
        {
            looksToRestore = Math.Min(LooksToRestoreMax, looksToRestore * LongerEachTime);
            looksSinceRestored = LooksInVain + 1; // Once for all the steps that it takes.
        }

        double sum = 0;
        var count = 0;
        foreach (var room in rooms)
        {
            (sum, count) = IsAtEnd(room.Host) ? (sum, count) : (sum + room.Cost, count + 1);
        }

        var least = Shedding.Tempo;
        foreach (var room in rooms)
        {
            least = !IsAtEnd(room.Host) && room.Cost * count >= sum && room.Host.Shedding < least ? room.Host.Shedding : least;
        }

        foreach (var room in rooms)
        {
            if (!IsAtEnd(room.Host) && room.Cost * count >= sum && room.Host.Shedding == least)
            {
                TakeFrom(room.Host);
            }
        }
    }

    private static bool IsAtEnd(RoomHost host) => host.Pace.Tempo == Pace.TempoMin;

    private void TakeFrom(RoomHost host)
    {
        StepsTaken++;
        var step = host.Shedding == Shedding.None && !host.HasFarThings ? Shedding.Snapshots
            : host.Shedding < Shedding.Tempo ? host.Shedding + 1
            : Shedding.Tempo;
        var tempo = host.Pace.Tempo;
        if (step == Shedding.Tempo)
        {
            var wanted = tempo * Math.Max(SlowDownMin, settings.LoadWanted / Load);
            tempo = Math.Clamp((int)wanted, Pace.TempoMin, tempo - 1);
        }

        host.Shed(step, new Pace(step >= Shedding.Snapshots, tempo));
    }

    // To those that go without the most, as many as there is time for.
    private void GiveBack(List<ScheduledRoom> rooms)
    {
        var most = Shedding.None;
        foreach (var room in rooms)
        {
            most = room.Host.Shedding > most ? room.Host.Shedding : most;
        }

        if (most == Shedding.None)
        {
            return;
        }

        var time = settings.LoadWanted - Load;
        foreach (var room in rooms)
        {
            if (room.Host.Shedding == most && time >= room.CostOfMore)
            {
                time -= room.CostOfMore;
                looksSinceRestored = 0;
                GiveBack(room.Host);
            }
        }

        looksUnder = looksToRestore / 2;
    }

    private void GiveBack(RoomHost host)
    {
        StepsGivenBack++;
        var tempo = Math.Min(Pace.WholeTempo, (int)Math.Ceiling(host.Pace.Tempo * SpeedUpMax));
        var step = host.Shedding == Shedding.Tempo && tempo < Pace.WholeTempo ? Shedding.Tempo
            : host.Shedding == Shedding.Snapshots && !host.HasFarThings ? Shedding.None
            : host.Shedding - 1;
        host.Shed(step, new Pace(step >= Shedding.Snapshots, tempo));
    }

    /// <summary>What giving a room its next step back is likely to cost, as a share of the shard's time.</summary>
    internal static double CostOfMore(RoomHost host, double cost, double snapshotCost) => host.Shedding switch
    {
        Shedding.None or Shedding.Joins => 0,
        Shedding.FarThings or Shedding.Snapshots => snapshotCost,
        _ => cost * (Math.Min(SpeedUpMax, (double)Pace.WholeTempo / host.Pace.Tempo) - 1),
    };
}
