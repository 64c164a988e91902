using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>
/// What one seat could be told of a tick, in the way that costs least: against states that its client holds, whole where there are
/// none, or as gone. Scratch of a shard; keeps nothing of a seat between calls.
/// </summary>
internal sealed class SnapshotPlan(TickCodes codes)
{
    private int rowsWanted;
    private int historyLength;

    public PieceList Pieces { get; } = new();

    /// <summary>Begins with a room's tick.</summary>
    /// <param name="rows">How many states the room's codec makes use of.</param>
    /// <param name="historyTicks">How far back both ends remember.</param>
    public void Begin(int rows, int historyTicks) => (rowsWanted, historyLength) = (rows, historyTicks);

    /// <summary>Lists what there is to tell, everything that the seat sees and everything that it no longer does.</summary>
    /// <param name="state">The seat's.</param>
    /// <param name="told">What of that it sees it is told of now: all, or less when time is short.</param>
    public void Fill(SeatReplication state, SlotSet told)
    {
        Pieces.Clear();
        state.Acks.Widen(codes.Now.SlotCount);
        foreach (ref readonly var range in state.Acks.Held)
        {
            CodeTable? table = null;
            for (var slot = range.First; slot < range.End;)
            {
                var end = state.View.EndOfStretch(slot, range.End, isIn: true);
                if (end > slot)
                {
                    table ??= TableFor(state.Acks, range);
                    AddTold(told, slot, end, table, range.AckedBy);
                    slot = end;
                }

                end = state.View.EndOfStretch(slot, range.End, isIn: false);
                if (end > slot && range.MayHold)
                {
                    Pieces.Add(new Piece { First = slot, End = end, Kind = RunKind.Leave });
                }

                slot = end;
            }
        }

        Pieces.Join(state.Acks);
    }

    private void AddTold(SlotSet told, int first, int end, CodeTable table, ulong baselineOf)
    {
        for (var slot = first; slot < end;)
        {
            var toldEnd = told.EndOfStretch(slot, end, isIn: true);
            AddSeen(slot, toldEnd, table, baselineOf);
            slot = told.EndOfStretch(toldEnd, end, isIn: false);
        }
    }

    // A client whose acks are older than the history gets whole entities, by plan.
    private CodeTable TableFor(AckTracker acks, in HeldRange range)
    {
        var now = codes.Now.Tick;
        var baseline = range.Baseline;
        var age = baseline == Tick.Zero ? 0 : now - baseline;
        if (age <= 0 || age >= historyLength)
        {
            return codes.Whole;
        }

        var step = BaselineAges.StepOf(age);
        if (rowsWanted < 2 || !acks.TryFindEarlier(range, baseline, baseline + -step, out var second) || now - second >= historyLength)
        {
            return codes.Against(new BaselineAges(age));
        }

        if (rowsWanted < 3 || !acks.TryFindEarlier(range, second, second + -step, out var third) || now - third >= historyLength)
        {
            return codes.Against(new BaselineAges(age, now - second));
        }

        return codes.Against(new BaselineAges(age, now - second, now - third));
    }

    private void AddSeen(int first, int end, CodeTable table, ulong baselineOf)
    {
        for (var slot = first; slot < end;)
        {
            var index = slot / CodeBlock.Slots;
            var blockEnd = Math.Min(end, (index + 1) * CodeBlock.Slots);
            var shared = codes.Now.Everybodys[index] >> (slot % CodeBlock.Slots);
            if ((shared & 1) == 0)
            {
                AddOwn(slot++, table, baselineOf);
                continue;
            }

            var sharedEnd = Math.Min(blockEnd, slot + BitMath.LowestBit(~shared));
            slot = AddShared(slot, sharedEnd, table, baselineOf);
        }
    }

    // What cannot be told of against earlier states as well is told of against the baseline alone; what cannot even so, whole.
    private int AddShared(int first, int end, CodeTable table, ulong baselineOf)
    {
        ref readonly var block = ref codes.Block(table, first / CodeBlock.Slots);
        var coded = block.Coded >> (first % CodeBlock.Slots);
        if ((coded & 1) != 0)
        {
            var codedEnd = Math.Min(end, first + BitMath.LowestBit(~coded));
            Pieces.Add(Told(first, codedEnd, table, baselineOf));
            return codedEnd;
        }

        var otherEnd = coded == 0 ? end : Math.Min(end, first + BitMath.LowestBit(coded));
        var simpler = Simpler(table);
        for (var slot = first; slot < otherEnd;)
        {
            slot = AddShared(slot, otherEnd, simpler, baselineOf);
        }

        return otherEnd;
    }

    private void AddOwn(int slot, CodeTable table, ulong baselineOf)
    {
        OwnCode code;
        while (!codes.TryOwn(table, slot, out code))
        {
            table = Simpler(table);
        }

        Pieces.Put(Told(slot, slot + 1, table, baselineOf) with { Own = code });
    }

    private static Piece Told(int first, int end, CodeTable table, ulong baselineOf) =>
        table.IsWhole
            ? new Piece { First = first, End = end, Kind = RunKind.Whole, Table = table }
            : new Piece { First = first, End = end, Kind = RunKind.Delta, Table = table, BaselineOf = baselineOf };

    private CodeTable Simpler(CodeTable table) => table.Ages.Count > 1 ? codes.Against(new BaselineAges(table.Ages.Age)) : codes.Whole;
}
