using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// Decides what goes into a datagram when not everything fits: the own avatar, departures, then by importance x time since it
/// was last sent / distance. What is left out grows older and so more urgent, hence nothing starves. Owned by the room's thread.
/// </summary>
internal sealed class Selection(Room room, Interest interest)
{
    private const int EndBits = 1;
    private const float DistanceScale = 1f / 32;

    // Sorted ascending, so the most urgent is the most negative.
    private const float First = float.NegativeInfinity;
    private const float Second = float.MinValue;

    private readonly RecordKind[] records = room.Game.Schema.Records;
    private float[] urgency = [];
    private int[] order = [];
    private bool[] isChosen = [];

    /// <summary>Keeps what fits at the front of <paramref name="candidates"/>, in slot order, and returns how many that are.</summary>
    public int Fit(Seat seat, SeatReplication state, Span<Candidate> candidates, int headerBits, int bitsMax)
    {
        if (headerBits + EndBits + ExactBits(candidates) <= bitsMax)
        {
            return candidates.Length;
        }

        Rank(seat, state, candidates);
        var chosen = Choose(candidates, bitsMax - headerBits - EndBits);
        state.Acks.Counters.Deferred += candidates.Length - chosen;
        var kept = 0;
        for (var i = 0; i < candidates.Length; i++)
        {
            if (isChosen[i])
            {
                candidates[kept++] = candidates[i];
            }
        }

        return kept;
    }

    private static int ExactBits(ReadOnlySpan<Candidate> candidates)
    {
        int bits = 0, end = 0, age = 0;
        for (var from = 0; from < candidates.Length;)
        {
            var to = from;
            do
            {
                bits += candidates[to].Code.Bits;
                to++;
            }
            while (to < candidates.Length && candidates[to].Continues(candidates[to - 1]));

            ref readonly var first = ref candidates[from];
            var run = new Run(first.Kind, first.Slot, to - from, first.Age);
            bits += run.BitsAfter(end, age);
            end = run.End;
            age = run.HasBaseline ? run.Age : age;
            from = to;
        }

        return bits;
    }

    private void Rank(Seat seat, SeatReplication state, ReadOnlySpan<Candidate> candidates)
    {
        if (urgency.Length < candidates.Length)
        {
            var capacity = Simulation.Numerics.BitMath.PowerOfTwoAtLeast(candidates.Length);
            (urgency, order, isChosen) = (new float[capacity], new int[capacity], new bool[capacity]);
        }

        var now = room.History.Newest;
        for (var i = 0; i < candidates.Length; i++)
        {
            order[i] = i;
            isChosen[i] = false;
            var slot = candidates[i].Slot;
            var head = now.HeadAt(slot);

            // The avatar for the prediction's sake; departures are soon acknowledged. Nothing else may go first for ever.
            urgency[i] = IsAvatar(seat, slot, now) ? First
                : candidates[i].Kind == RunKind.Leave ? Second
                : -room.Game.ImportanceOf(room, seat, new EntityId((ushort)slot, head.Generation))
                    * (room.Tick - state.Acks.LastSent(slot)) / (1 + (interest.Distance(seat, slot) * DistanceScale));
        }

        Array.Sort(urgency, order, 0, candidates.Length);
    }

    private bool IsAvatar(Seat seat, int slot, SealedTick now)
    {
        var head = now.HeadAt(slot);
        return head.IsPresent && head.Owner == seat.Id
            && (slot == seat.Avatar.Slot || (records[head.Kind].IsOwnerPart && now.RowAt(slot)[0] == seat.Avatar.Slot));
    }

    // Every chosen slot is charged for a run of its own, also where it will share one: a bound that always holds.
    private int Choose(ReadOnlySpan<Candidate> candidates, int bitsLeft)
    {
        var chosen = 0;
        for (var i = 0; i < candidates.Length; i++)
        {
            ref readonly var candidate = ref candidates[order[i]];
            var bits = candidate.Code.Bits + new Run(candidate.Kind, candidate.Slot, 1, candidate.Age).BitsAfter(0, 0);
            if (bits > bitsLeft)
            {
                break;
            }

            bitsLeft -= bits;
            isChosen[order[i]] = true;
            chosen++;
        }

        return chosen;
    }
}
