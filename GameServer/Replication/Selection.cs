using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Replication;

/// <summary>
/// Decides what goes into a datagram when not everything fits: the own avatar, departures, then by importance x time since it
/// was last sent / distance. What is left out grows older and so more urgent, hence nothing starves. Neighbours go together, or
/// each would soon have a baseline of its own and a run's header to itself. Scratch of a shard.
/// </summary>
internal sealed class Selection(PieceWriter writer)
{
    // As many slots as the world hands out to one kind at a time.
    private const int NeighboursMax = 16;

    // So large a part of a datagram may one choice take: the most urgent must always fit beside the avatar.
    private const int ShareMax = 4;
    private const float DistanceScale = 1f / 32;

    // Sorted ascending, so the most urgent is the most negative.
    private const float First = float.NegativeInfinity;
    private const float Second = float.MinValue;

    private readonly PieceList units = new();
    private readonly List<int> bits = [];
    private float[] urgency = [];
    private int[] order = [];
    private bool[] isChosen = [];

    /// <summary>Leaves of the pieces what fits into so many bits.</summary>
    public void Fit(Room room, Seat seat, SeatReplication state, Interest interest, PieceList pieces, int bitsMax)
    {
        Cut(pieces, bitsMax / ShareMax);
        Rank(room, seat, state, interest);
        var chosen = Choose(bitsMax);
        Gather(pieces, state.Acks);
        while (BitsOf(pieces) > bitsMax)
        {
            // Together they may cost a little more than alone, where resting neighbours meet waking ones.
            isChosen[order[--chosen]] = false;
            Gather(pieces, state.Acks);
        }

        for (var i = 0; i < units.Count; i++)
        {
            state.Acks.Counters.Deferred += isChosen[i] ? 0 : units.All[i].End - units.All[i].First;
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
            sum += run.BitsAfter(end, ages) + writer.BitsOf(parts);
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
                    unit.End = Math.Min(piece.End, ((slot / neighbours) + 1) * neighbours);
                    var alone = new ReadOnlySpan<Piece>(in unit);
                    cost = writer.BitsOf(alone) + Piece.RunOf(alone).BitsAfter(0, default);
                    if (cost <= bitsMax || neighbours == 1)
                    {
                        break;
                    }
                }

                units.Put(unit);
                bits.Add(cost);
                slot = unit.End;
            }
        }
    }

    private void Rank(Room room, Seat seat, SeatReplication state, Interest interest)
    {
        if (urgency.Length < units.Count)
        {
            var capacity = BitMath.PowerOfTwoAtLeast(units.Count);
            (urgency, order, isChosen) = (new float[capacity], new int[capacity], new bool[capacity]);
        }

        for (var i = 0; i < units.Count; i++)
        {
            ref readonly var unit = ref units.All[i];
            order[i] = i;
            isChosen[i] = false;

            // The avatar for the prediction's sake; departures are soon acknowledged. Nothing else may go first for ever.
            urgency[i] = unit.Kind == RunKind.Leave ? Second : float.MaxValue;
            for (var slot = unit.First; slot < unit.End && unit.Kind != RunKind.Leave; slot++)
            {
                urgency[i] = Math.Min(urgency[i], UrgencyOf(room, seat, state, interest, slot));
            }
        }

        Array.Sort(urgency, order, 0, units.Count);
    }

    private static float UrgencyOf(Room room, Seat seat, SeatReplication state, Interest interest, int slot)
    {
        var now = room.History.Newest;
        var head = now.HeadAt(slot);
        if (interest.IsAvatar(seat, slot))
        {
            return First;
        }

        return -room.Game.ImportanceOf(room, seat, new EntityId((ushort)slot, head.Generation))
            * (room.Tick - state.Acks.LastSent(slot)) / (1 + (interest.Distance(seat, slot) * DistanceScale));
    }

    // Every unit is charged for a run of its own, also where it will share one. The chosen are moved to the front of the order.
    private int Choose(int bitsMax)
    {
        int chosen = 0, left = bitsMax - 1;
        for (var i = 0; i < units.Count; i++)
        {
            if (bits[order[i]] > left)
            {
                continue;
            }

            left -= bits[order[i]];
            isChosen[order[i]] = true;
            order[chosen++] = order[i];
        }

        return chosen;
    }

    private void Gather(PieceList pieces, AckTracker acks)
    {
        pieces.Clear();
        for (var i = 0; i < units.Count; i++)
        {
            if (isChosen[i])
            {
                pieces.Add(units.All[i]);
            }
        }

        pieces.Join(acks);
    }
}
