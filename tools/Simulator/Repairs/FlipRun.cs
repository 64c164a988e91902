using GameServer.Client.Conditioning;
using GameServer.Client.Held;
using GameServer.Client.Sessions;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;
using GameServer.Tools.Simulator.Games;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tools.Simulator.Repairs;

/// <summary>
/// Plays a match in which bits of the players' memory flip, one after the other at each of them, and follows every flip until it is repaired. The
/// bit flips between a frame's snapshots and its hash, so that the hash must show it. One thread; the same seed gives the same run.
/// </summary>
internal sealed class FlipRun<TInput, TAvatar> : IDisposable
    where TInput : struct
    where TAvatar : struct
{
    private const long Second = 1_000_000_000;
    private const long SettlingNs = 3 * Second;
    private const long ForgottenNs = 2 * Second; // Longer than a client's history.
    private const int HeadBits = 40;
    private const int OneInHeads = 10;
    private const int HistoryTicks = 30;

    private readonly FlipOptions options;
    private readonly FlipTotals totals;
    private readonly Schema schema;
    private readonly SimulatedMatch<TInput, TAvatar> match;
    private readonly Subject[] subjects;
    private readonly long reportNs;
    private readonly long flipsEndAt;
    private RoomRandom random;

    public FlipRun(ulong seed, Play<TInput, TAvatar> play, FlipOptions options, FlipTotals totals)
    {
        (this.options, this.totals) = (options, totals);
        random = new RoomRandom(seed, stream: 3);
        schema = play.Make().Schema;
        var profile = NetworkProfiles.TryGet(options.Profile, out var found) && options.Profile != "N0" ? found : null;
        var settings = new SimulationSettings { Seed = seed, Clients = 0, Profile = profile, SnapshotRate = options.SnapshotRate, SeatsMax = options.Players, Config = play.Config };
        match = new SimulatedMatch<TInput, TAvatar>(play.Make, (tick, seat) =>
        {
            FlipOrLook(seat);
            return play.Press(tick, seat);
        }, settings);
        reportNs = (Second / 2) + (long)((profile?.RoundTripSeconds ?? 0) * 2 * Second);
        flipsEndAt = match.Now + (long)(options.Seconds * Second) - SettlingNs;
        subjects = new Subject[options.Players];
        for (var i = 0; i < subjects.Length; i++)
        {
            subjects[i] = new Subject(match.AddClient(), match.Now + SettlingNs);
            var subject = subjects[i];
            subject.Player.Client.SnapshotApplied += tick => OnApplied(subject, tick);
            subject.Player.Link.Arrived = datagram => OnArrived(subject, datagram);
        }

        match.ServerTurned = OnServerTurned;
    }

    /// <summary>Plays it to its end and adds to the totals what happened.</summary>
    public void Run()
    {
        match.RunTo(flipsEndAt + SettlingNs);
        var (replication, _) = match.Room.Sum();
        totals.SlotsRepaired += replication.SlotsRepaired;
        totals.RepairedWhole += replication.RepairedWhole;
        totals.SimulatedSeconds += options.Seconds;
        totals.Slots = Math.Max(totals.Slots, match.Room.Room.History.Newest.SlotCount);
        foreach (var subject in subjects)
        {
            totals.Unfinished += subject.Flip is { IsInHistory: false } ? 1 : 0;
            totals.Disconnects += subject.Player.Client.Stats.Reconnects + (subject.Player.Client.State == ClientState.Playing ? 0 : 1);
        }
    }

    public void Dispose() => match.Dispose();

    private void FlipOrLook(SeatId seat)
    {
        foreach (var subject in subjects)
        {
            if (subject.Player.Seat != seat || subject.Player.Client.CurrentMatch is not { } playing)
            {
                continue;
            }

            if (subject.Flip is { } flip)
            {
                Look(subject, flip);
            }
            else if (match.Now >= subject.FlipsAt && match.Now < flipsEndAt)
            {
                Flip(subject, playing.Held);
            }
        }
    }

    // Before the hash of this frame is taken.
    private void Look(Subject subject, Flip flip)
    {
        if (IsWrong(subject.Player.Client.CurrentMatch!.Held))
        {
            flip.WrongFrom ??= match.Now;
            flip.Showing.Add(NextInput(subject));
            flip.RightSince = null;
        }
    }

    private void Flip(Subject subject, HeldState held)
    {
        var isInHistory = random.NextInt(options.OneInHistory) == 0;
        var isInHead = !isInHistory && random.NextInt(OneInHeads) == 0;
        int slot;
        Tick tick;
        EntityHead head;
        do
        {
            slot = random.NextInt(held.SlotCount);
        }
        while (!held.TryGetNewest(slot, out tick, out head, out _));
        if (isInHistory)
        {
            var newest = tick;
            tick = newest + -(1 + random.NextInt(HistoryTicks));
            if (!held.TryGet(slot, tick, out head, out _))
            {
                return; // It tries again with the next frame.
            }
        }

        var column = isInHead ? null : schema.Records[head.Kind].Columns[random.NextInt(schema.Records[head.Kind].Columns.Length)];
        var bit = random.NextInt(isInHead ? HeadBits : 32);
        var before = held.HashCheckNow();
        if (column is null)
        {
            held.CorruptHead(slot, 1UL << bit);
        }
        else
        {
            held.Corrupt(slot, tick, Array.IndexOf(schema.Records[head.Kind].Columns, column), 1 << bit);
        }

        var host = HostOf(subject);
        subject.Flip = new Flip
        {
            At = match.Now,
            Slot = slot,
            Field = column?.Name,
            Bit = bit,
            IsInHistory = isInHistory,
            DesyncsBefore = host.Replication.Acks.Counters.Desyncs,
            RepairedBefore = host.Replication.Acks.Counters.SlotsRepaired,
            LinesBefore = match.Room.Discrepancies.Newest,
        };
        totals.Flipped += isInHistory ? 0 : 1;
        totals.HeadFlips += isInHead ? 1 : 0;
        totals.HistoryFlips += isInHistory ? 1 : 0;
        totals.Alike += !isInHistory && held.HashCheckNow() == before ? 1 : 0;
        Look(subject, subject.Flip);
    }

    private void OnApplied(Subject subject, Tick tick)
    {
        if (subject.Flip is { ToldFrom: { } from, RightSince: null } flip && tick >= from && !IsWrong(subject.Player.Client.CurrentMatch!.Held))
        {
            flip.RightSince = match.Now;
            flip.ChecksWhenRight = HostOf(subject).Replication.Acks.Counters.HashChecks;
        }
    }

    private void OnArrived(Subject subject, ReadOnlySpan<byte> datagram)
    {
        var reader = new BitReader(datagram);
        if (subject.Player.Client.CurrentMatch is not null && DatagramKinds.TryRead(ref reader, out var kind) && kind == DatagramKind.Input)
        {
            var sequence = LowBits.Complete(reader.Read(LowBits.Count), HostOf(subject).InputSequence);
            subject.Arrived++;
            if (subject.Flip is { } flip)
            {
                flip.IsShown |= flip.Showing.Contains(sequence);
            }
        }
    }

    private void OnServerTurned()
    {
        foreach (var subject in subjects)
        {
            if (subject.Player.Client.CurrentMatch is null || match.Room.Inbox.Count > 0)
            {
                continue;
            }

            var checks = HostOf(subject).Replication.Acks.Counters.HashChecks;
            if (subject.Flip is { } flip)
            {
                Follow(subject, flip, wereAllCompared: subject.Arrived > 0 && checks - subject.ChecksBefore == subject.Arrived);
            }

            (subject.Arrived, subject.ChecksBefore) = (0, checks);
        }
    }

    private void Follow(Subject subject, Flip flip, bool wereAllCompared)
    {
        var counters = HostOf(subject).Replication.Acks.Counters;
        flip.IsFound |= counters.Desyncs > flip.DesyncsBefore;
        flip.WasMissed |= flip.IsShown && !flip.IsFound && wereAllCompared; // Otherwise it may be one that a newer one overtook.
        flip.IsShown = false;
        flip.ToldFrom ??= flip.IsFound && counters.SlotsRepaired > flip.RepairedBefore ? match.Room.Room.Tick : null;

        // Right, and the server has seen a while that it is, and has had the time to ask for what it reports.
        if (flip.RightSince is { } since && counters.HashChecks > flip.ChecksWhenRight && match.Now > since + reportNs)
        {
            Close(subject, flip, since);
        }
        else if (!flip.IsFound && match.Now > flip.At + ForgottenNs)
        {
            totals.Replaced += flip.IsInHistory || flip.WasMissed ? 0 : 1;
            totals.HistoryUsed += flip is { IsInHistory: true, WasMissed: true } ? 1 : 0;
            Next(subject);
        }
    }

    private void Close(Subject subject, Flip flip, long rightSince)
    {
        totals.Reported += IsReported(subject, flip) ? 1 : 0;
        if (flip.IsInHistory)
        {
            totals.HistoryUsed++;
            totals.HistoryFound++;
            totals.HistoryRepaired++;
        }
        else
        {
            totals.Found++;
            totals.FoundByFirstAck += flip.WasMissed ? 0 : 1;
            totals.Repaired++;
        }

        totals.AddRepair((rightSince - (flip.WrongFrom ?? flip.At)) / 1e6);
        Next(subject);
    }

    private void Next(Subject subject)
    {
        subject.Flip = null;
        subject.FlipsAt = match.Now + (long)(random.NextFloat(0.02f, 0.3f) * Second);
    }

    private bool IsReported(Subject subject, Flip flip)
    {
        foreach (var line in match.Room.Discrepancies.Lines)
        {
            if (line.Number > flip.LinesBefore && line.Seat == subject.Player.Seat.Index && line.Found.Slot == flip.Slot
                && (flip.Field is null ? line.Found.Fields == 0 : line.Found.Field == flip.Field && (line.Found.Told ^ line.Found.Held) == 1 << flip.Bit))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsWrong(HeldState held)
    {
        var history = match.Room.Room.History;
        for (var slot = 0; slot < held.SlotCount; slot++)
        {
            if (held.NewestAt(slot) is var newest && history.TryGet(newest, out var truth)
                && held.IsPresentAt(slot) && !(held.TryGet(slot, newest, out var head, out var row) && truth.HeadAt(slot) == head && truth.RowAt(slot).SequenceEqual(row)))
            {
                return true;
            }
        }

        return false;
    }

    private SeatHost HostOf(Subject subject) => match.Room.Seats[subject.Player.Seat.Index];

    // The number of the input datagram that the client is about to write.
    private static ulong NextInput(Subject subject)
    {
        var (client, stats) = (subject.Player.Client, subject.Player.Client.Stats);
        return client.Welcome!.InputSequence + (ulong)(stats.DatagramsSent - stats.Answers - stats.InputsRepeated);
    }

    private sealed class Subject(SimulatedPlayer<TInput, TAvatar> player, long flipsAt)
    {
        public SimulatedPlayer<TInput, TAvatar> Player { get; } = player;

        public Flip? Flip { get; set; }

        public long FlipsAt { get; set; } = flipsAt;

        /// <summary>Input datagrams that have come since the last tick.</summary>
        public int Arrived { get; set; }

        public long ChecksBefore { get; set; }
    }
}
