using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Replication;

/// <summary>
/// Decides what goes into a snapshot's datagrams when not everything fits: the own avatar, departures, then by importance x time since it
/// was last sent (or came into view) / distance. What is left out grows more urgent, so nothing starves. Neighbours go together,
/// or each would soon have a baseline of its own and a run's header to itself. Scratch of a shard.
/// </summary>
/// <remarks>
/// The bound: whatever a seat sees is told of at least every (1 + sqrt r)^2 T / b snapshots, where T are the bits of all units, r is how much more the heaviest
/// weighs than the lightest (importance / distance), and b are the bits that a unit is sure of in a snapshot: what the avatar leaves, less what is
/// coming and going up to its share, less the largest unit (of each datagram). For one that is left out at age a saw only units of an age of at least a / r go before it, and those
/// filled b: while its age grows from c A to A each went at most 1 + r (1 - c) / c times, so (1 - c) A b is at most (1 + r (1 - c) / c) T, and c is ours to choose.
/// </remarks>
internal sealed class Selection(PieceWriter writer)
{
    // As many slots as the world hands out to one kind at a time.
    private const int NeighboursMax = Splitter.UnitSlots;

    // So large a part of a datagram may one choice take: the most urgent must always fit beside the avatar.
    private const int ShareMax = 4;

    // Of what the avatar leaves, while others wait: what comes into view must not stop what is held from moving, nor must
    // departures, which are repeated until they are acknowledged.
    private const double EnteringShare = 0.5;
    private const double LeavingShare = 0.125;

    // A game's importance is taken to be within these.
    private const float ImportanceMin = 1 / 1024f;
    private const float ImportanceMax = 1024;
    private const float DistanceScale = 1f / 32;

    // Sorted ascending, so the most urgent is the most negative.
    private const float First = float.NegativeInfinity;
    private const float Second = float.MinValue;

    private readonly PieceList units = new();
    private BodySpace space;
    private int chosen;
    private readonly List<int> bits = [];
    private float[] urgencyOf = [];
    private float[] sorted = [];
    private int[] order = [];
    private bool[] isChosen = [];
    private UnitKind[] kinds = [];
    private int[] postponed = [];

    private enum UnitKind : byte
    {
        Held,
        Entering,
        Leaving,
        First,
    }

    /// <summary>Bits of all units of the last datagram that could not take everything, each as a run of its own.</summary>
    public long WantedBits { get; private set; }

    /// <summary>What any unit beside the avatar could be sure of in that datagram, had it been the most urgent of its kind.</summary>
    public double SureBits { get; private set; }

    /// <summary>Leaves of the pieces what is likely to fit.</summary>
    /// <param name="room">Of the snapshot.</param>
    /// <param name="seat">Whose it is.</param>
    /// <param name="state">The seat's.</param>
    /// <param name="viewBefore">What it saw with the snapshot before.</param>
    /// <param name="interest">As it stands for the tick.</param>
    /// <param name="pieces">Everything that there is to tell.</param>
    /// <param name="space">Bits of the datagrams' bodies.</param>
    public void Fit(Room room, Seat seat, SeatReplication state, SlotSet viewBefore, Interest interest, PieceList pieces, in BodySpace space)
    {
        this.space = space;
        Cut(pieces, space.Largest / ShareMax);
        Rank(room, seat, state, viewBefore, interest);
        chosen = Choose(space.All);
        Gather(pieces, state.Acks);
    }

    /// <summary>
    /// Takes the least urgent out again: together they may cost a little more than alone, where resting neighbours meet waking ones. False when nothing is
    /// left.
    /// </summary>
    public bool TryDropLast(PieceList pieces, AckTracker acks)
    {
        if (chosen == 0)
        {
            return false;
        }

        isChosen[order[--chosen]] = false;
        Gather(pieces, acks);
        return true;
    }

    /// <summary>Which of the chosen go together: as many neighbours as a datagram takes, and then the next.</summary>
    public SlotSplit Split()
    {
        var (split, used) = (default(SlotSplit), 0);
        for (var i = 0; i < units.Count; i++)
        {
            if (!isChosen[i])
            {
                continue;
            }

            used += bits[i];
            if (used > space.Largest && split.Parts < space.Datagrams)
            {
                split.CutAt(units.All[i].First);
                used = bits[i];
            }
        }

        return split;
    }

    /// <summary>What is left chosen is sent.</summary>
    public void Settle(SeatReplication state)
    {
        for (var i = 0; i < units.Count; i++)
        {
            ref readonly var unit = ref units.All[i];
            if (isChosen[i])
            {
                state.Waiting.End(unit.First, unit.End);
                continue;
            }

            state.Acks.Counters.Deferred += units.Slots.Count(unit.First, unit.End);
        }
    }

    /// <summary>Bits of all pieces with their runs' headers and the end mark.</summary>
    public int BitsOf(PieceList pieces)
    {
        int sum = 1, end = 0;
        var ages = default(BaselineAges);
        for (var i = 0; i < pieces.Count;)
        {
            var parts = pieces.RunAt(i);
            var run = Piece.RunOf(parts);
            sum += run.BitsAfter(end, ages) + writer.BitsOf(parts, pieces.Slots);
            end = parts[^1].End;
            ages = run.Kind == RunKind.Delta ? run.Ages : ages;
            i += parts.Length;
        }

        return sum;
    }

    private void Cut(PieceList pieces, int bitsMax)
    {
        units.Clear();
        bits.Clear();
        pieces.Slots.CopyTo(units.Slots);
        foreach (ref readonly var piece in pieces.All)
        {
            for (var slot = piece.First; slot < piece.End;)
            {
                var unit = piece;
                unit.First = slot;
                unit.JoinsRun = unit.EndsBaseline = false;
                int cost;
                for (var neighbours = NeighboursMax; ; neighbours /= 2)
                {
                    unit.End = units.Slots.LastBefore(Math.Min(piece.End, ((slot / neighbours) + 1) * neighbours), slot) + 1;
                    var alone = new ReadOnlySpan<Piece>(in unit);
                    cost = writer.BitsOf(alone, units.Slots) + Piece.RunOf(alone).BitsAfter(0, default);
                    if (cost <= bitsMax || neighbours == 1)
                    {
                        break;
                    }
                }

                units.Put(unit);
                bits.Add(cost);
                slot = units.Slots.NextFrom(unit.End, piece.End);
            }
        }
    }

    private void Rank(Room room, Seat seat, SeatReplication state, SlotSet viewBefore, Interest interest)
    {
        if (urgencyOf.Length < units.Count)
        {
            var capacity = BitMath.PowerOfTwoAtLeast(units.Count);
            (urgencyOf, sorted, order) = (new float[capacity], new float[capacity], new int[capacity]);
            (isChosen, kinds, postponed) = (new bool[capacity], new UnitKind[capacity], new int[capacity]);
        }

        state.Waiting.Widen(room.History.Newest.SlotCount);
        var (from, range, placedWord) = (interest.ViewpointOf(seat), 0, -1);
        var held = state.Acks.Held;
        Span<float> distances = stackalloc float[64];
        for (var i = 0; i < units.Count; i++)
        {
            ref readonly var unit = ref units.All[i];
            order[i] = i;
            isChosen[i] = false;

            // The avatar for the prediction's sake; departures are soon acknowledged. Nothing else may go first for ever.
            (urgencyOf[i], kinds[i]) = unit.Kind == RunKind.Leave ? (Second, UnitKind.Leaving) : (float.MaxValue, UnitKind.Held);
            for (var slot = unit.First; slot < unit.End && unit.Kind != RunKind.Leave; slot = units.Slots.NextFrom(slot + 1, unit.End))
            {
                if (slot >> 6 != placedWord)
                {
                    placedWord = slot >> 6;
                    interest.Distances(from, placedWord, distances);
                }

                // Units come in the order of slots, and so do ranges.
                while (held[range].End <= slot)
                {
                    range++;
                }

                ref readonly var known = ref state.Acks.Known.Has(slot) ? ref held[range] : ref HeldRange.Nothing;
                kinds[i] = known.MayHold ? kinds[i] : UnitKind.Entering;
                urgencyOf[i] = (slot == seat.Avatar.Slot || unit.Own > 0) && interest.IsAvatar(seat, slot) ? First : Math.Min(urgencyOf[i], UrgencyOf(room, seat, state, viewBefore, distances[slot & 63], slot, known));
            }

            kinds[i] = float.IsNegativeInfinity(urgencyOf[i]) ? UnitKind.First : kinds[i];
        }

        Array.Copy(urgencyOf, sorted, units.Count);
        Array.Sort(sorted, order, 0, units.Count);
    }

    private static float UrgencyOf(Room room, Seat seat, SeatReplication state, SlotSet viewBefore, float distance, int slot, in HeldRange known)
    {
        var importance = room.Game.ImportanceOf(room, seat, new EntityId((ushort)slot, room.History.Newest.HeadAt(slot).Generation));
        var since = known.MayHold ? known.SentPresent : state.Waiting.Since(slot, room.Tick, isNew: !viewBefore.Has(slot));
        return -(importance > ImportanceMin ? Math.Min(importance, ImportanceMax) : ImportanceMin) * (room.Tick - since) / (1 + (distance * DistanceScale));
    }

    /// <summary>Of the last datagram that could not take everything: how urgent what is in a slot was, and the least urgent that went.</summary>
    public (float Urgency, float CutOff) Explain(int slot)
    {
        var (ofSlot, cutOff) = (0f, float.PositiveInfinity);
        for (var i = 0; i < units.Count; i++)
        {
            ref readonly var unit = ref units.All[i];
            ofSlot = unit.First <= slot && slot < unit.End ? -urgencyOf[i] : ofSlot;
            cutOff = isChosen[i] && kinds[i] is (UnitKind.Held or UnitKind.Entering) ? Math.Min(cutOff, -urgencyOf[i]) : cutOff;
        }

        return (ofSlot, cutOff);
    }

    // Every unit is charged for a run of its own, also where it will share one. The chosen are moved to the front of the order.
    private int Choose(int bitsMax)
    {
        Weigh(ref bitsMax, out var enteringLeft, out var leavingLeft);
        int count = 0, left = bitsMax, waiting = 0;
        for (var i = 0; i < units.Count; i++)
        {
            var unit = order[i];
            var cost = bits[unit];
            if ((kinds[unit] == UnitKind.Entering && cost > enteringLeft) || (kinds[unit] == UnitKind.Leaving && cost > leavingLeft))
            {
                postponed[waiting++] = unit;
                continue;
            }

            if (cost <= left)
            {
                left -= cost;
                enteringLeft -= kinds[unit] == UnitKind.Entering ? cost : 0;
                leavingLeft -= kinds[unit] == UnitKind.Leaving ? cost : 0;
                isChosen[unit] = true;
                order[count++] = unit;
            }
        }

        for (var i = 0; i < waiting; i++)
        {
            if (bits[postponed[i]] <= left)
            {
                left -= bits[postponed[i]];
                isChosen[postponed[i]] = true;
                order[count++] = postponed[i];
            }
        }

        return count;
    }

    // What comes in and goes out is sure of its share; what it does not need is everybody's. No unit is divided, so each datagram but one may stay short of one.
    private void Weigh(ref int bitsMax, out double enteringShare, out double leavingShare)
    {
        Span<double> wanted = stackalloc double[1 + (int)UnitKind.First];
        wanted.Clear();
        var largest = 0;
        for (var i = 0; i < units.Count; i++)
        {
            wanted[(int)kinds[i]] += bits[i];
            largest = kinds[i] == UnitKind.First ? largest : Math.Max(largest, bits[i]);
        }

        var undivided = Math.Max(largest, (int)wanted[(int)UnitKind.First]);
        bitsMax = Math.Min(bitsMax, (space.Datagrams * space.Largest) - ((space.Datagrams - 1) * undivided));
        var rest = bitsMax - wanted[(int)UnitKind.First];
        (enteringShare, leavingShare) = (Math.Max(EnteringShare * rest, largest), Math.Max(LeavingShare * rest, largest));
        WantedBits = (long)(wanted[(int)UnitKind.Held] + wanted[(int)UnitKind.Entering] + wanted[(int)UnitKind.Leaving]);
        SureBits = rest - Math.Min(wanted[(int)UnitKind.Entering], enteringShare) - Math.Min(wanted[(int)UnitKind.Leaving], leavingShare) - largest;
    }

    private void Gather(PieceList pieces, AckTracker acks)
    {
        pieces.Clear();
        for (var i = 0; i < units.Count; i++)
        {
            if (isChosen[i])
            {
                pieces.Add(units.All[i], units.Slots);
            }
        }

        pieces.Join(acks);
    }
}

/// <summary>How many bits the bodies of a snapshot's datagrams may take.</summary>
/// <param name="Datagrams">How many there are at most.</param>
/// <param name="Largest">Of one.</param>
/// <param name="All">Of all together.</param>
internal readonly record struct BodySpace(int Datagrams, int Largest, int All);
