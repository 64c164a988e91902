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
    /// <param name="acks">The seat's.</param>
    /// <param name="view">What it sees.</param>
    /// <param name="told">What of that it sees it is told of now: all, or less when time is short.</param>
    public void Fill(AckTracker acks, SlotSet view, SlotSet told)
    {
        acks.Widen(codes.Now.SlotCount);
        if (TryFillAsBefore(acks, view, told))
        {
            return;
        }

        Pieces.Clear();
        foreach (ref readonly var range in acks.Held)
        {
            CodeTable? table = null;
            for (var word = range.First >> 6; word << 6 < range.End; word++)
            {
                ulong seen = view.Word(word), known = acks.Known.Word(word);
                if ((seen | known) == 0)
                {
                    continue;
                }

                var mask = SlotSet.Mask(word, range.First, range.End);
                seen &= mask;
                known &= mask;
                var left = range.MayHold ? known & ~seen : 0;
                seen &= told.Word(word);
                if ((seen & known) != 0)
                {
                    table ??= TableFor(acks, range);
                }

                if ((seen | left) != 0)
                {
                    Add(word, seen & known, seen & ~known, left, table ?? codes.Whole, range.AckedBy);
                }
            }
        }

        Pieces.Join(acks);
    }

    // Nearly always a seat is told of what it sees, sees what its client holds, and that has one fate and was told of by one datagram, or by one of a few in each stretch:
    // one run from the first to the last of those, with nothing in between that it may not pass over.
    private bool TryFillAsBefore(AckTracker acks, SlotSet view, SlotSet told)
    {
        if (acks.Held.Length > SlotSplit.PartsMax || !view.IsLike(acks.Known) || !view.IsLike(told))
        {
            return false;
        }

        Pieces.Begin(view);
        foreach (ref readonly var range in acks.Held)
        {
            if (range.Count > 0 && !TryFillAsBefore(acks, view, range))
            {
                return false;
            }
        }

        return Pieces.Count > 0;
    }

    private bool TryFillAsBefore(AckTracker acks, SlotSet view, in HeldRange range)
    {
        if (acks.FoundAtTickOf(range.AckedBy) is not { } found || !(view.IsLike(found) || view.IsLike(found, range.First, range.End))
            || TableFor(acks, range) is not { IsWhole: false } table)
        {
            return false;
        }

        var piece = new Piece { Kind = RunKind.Delta, Table = table, BaselineOf = range.AckedBy, First = view.NextFrom(range.First, range.End) };
        for (var word = range.First >> 6; word << 6 < range.End; word++)
        {
            var seen = view.Word(word) & SlotSet.Mask(word, range.First, range.End);
            if (seen == 0)
            {
                continue;
            }

            var own = seen & ~codes.Now.Everybodys[word];
            if (seen != own && (seen & ~own & ~codes.Block(table, word).Coded) != 0)
            {
                return false;
            }

            for (; own != 0; own &= own - 1)
            {
                var slot = (word << 6) + BitMath.LowestBit(own);
                if (!codes.TryOwn(table, slot, out var number))
                {
                    return false;
                }

                Pieces.PutBefore(piece, slot);
                Pieces.PutJoined(piece with { First = slot, End = slot + 1, Own = number });
                piece.First = view.NextFrom(slot + 1, range.End);
            }
        }

        Pieces.PutBefore(piece, range.End);
        Pieces.All[^1].EndsBaseline = acks.EndsItsTick(range.AckedBy) && found.NextFrom(range.End, Run.SlotsMax) == Run.SlotsMax;
        return true;
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

    // What cannot be told of against earlier states as well is told of against the baseline alone; what cannot even so, whole.
    private void Add(int word, ulong held, ulong fresh, ulong left, CodeTable table, ulong baselineOf)
    {
        var everybodys = word < codes.Now.Everybodys.Length ? codes.Now.Everybodys[word] : 0;
        ulong shared = held & everybodys, own = (held | fresh) & ~everybodys;
        var told = shared == 0 ? 0 : shared & codes.Block(table, word).Coded;
        var simpler = table.Ages.Count < 2 || shared == told ? null : Simpler(table);
        var alone = simpler is null ? 0 : shared & ~told & codes.Block(simpler, word).Coded;
        var whole = (shared & ~told & ~alone) | (fresh & everybodys);
        if (told != 0 && !table.IsWhole && (alone | whole | own | left) == 0)
        {
            Pieces.AddDeltas(table, baselineOf, word, told);
            return;
        }

        for (var rest = told | alone | whole | own | left; rest != 0;)
        {
            var lowest = rest & (0 - rest);
            if ((own & lowest) != 0)
            {
                AddOwn(word, lowest, (held & lowest) != 0 ? table : codes.Whole, baselineOf);
                rest &= ~lowest;
                continue;
            }

            var like = (told & lowest) != 0 ? told : (alone & lowest) != 0 ? alone : (whole & lowest) != 0 ? whole : left;
            var others = rest & ~like;
            var taken = rest & like & ((others & (0 - others)) - 1);
            Pieces.Add(like == left ? new Piece { Kind = RunKind.Leave } : Told(like == told ? table : like == alone ? simpler! : codes.Whole, baselineOf), word, taken);
            rest &= ~taken;
        }
    }

    private void AddOwn(int word, ulong slot, CodeTable table, ulong baselineOf)
    {
        int number;
        while (!codes.TryOwn(table, (word << 6) + BitMath.LowestBit(slot), out number))
        {
            table = Simpler(table);
        }

        Pieces.Add(Told(table, baselineOf) with { Own = number }, word, slot);
    }

    private static Piece Told(CodeTable table, ulong baselineOf) =>
        table.IsWhole ? new Piece { Kind = RunKind.Whole, Table = table } : new Piece { Kind = RunKind.Delta, Table = table, BaselineOf = baselineOf };

    private CodeTable Simpler(CodeTable table) => table.Ages.Count > 1 ? codes.Against(new BaselineAges(table.Ages.Age)) : codes.Whole;
}
