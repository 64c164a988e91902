using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Replication;

/// <summary>
/// Writes one seat's snapshot datagram: what it sees, against what it acknowledged, within its budget. One per room; keeps
/// nothing of a seat between calls. Owned by the room's thread.
/// </summary>
internal sealed class SnapshotComposer(Room room, TickCodes codes, Interest interest)
{
    private readonly Selection selection = new(room, interest);
    private Candidate[] candidates = new Candidate[64];
    private int count;

    /// <summary>Fills <paramref name="datagram"/> and returns its length; the tracker then waits for its ack.</summary>
    public int Compose(Seat seat, SeatReplication state, in SnapshotHeader header, Span<byte> datagram)
    {
        state.TurnView();
        interest.Fill(seat, state.ViewBefore, state.View);
        Collect(state);
        count = selection.Fit(seat, state, candidates.AsSpan(0, count), HeaderBits(header), datagram.Length * 8);

        var record = state.Acks.BeginSend(codes.Now.Tick, codes.Now.SlotCount);
        var writer = new BitWriter(datagram);
        (header with { Sequence = record.Sequence }).Write(ref writer);
        WriteRuns(ref writer, state, record);
        if (writer.IsExhausted)
        {
            throw new InvalidOperationException("A snapshot was planned to fit and did not.");
        }

        state.Acks.EndSend(record);
        var length = writer.Finish();
        state.Acks.Counters.Snapshots++;
        state.Acks.Counters.SnapshotBytes += length;
        return length;
    }

    private static int HeaderBits(in SnapshotHeader header)
    {
        Span<byte> scratch = stackalloc byte[32];
        var writer = new BitWriter(scratch);
        header.Write(ref writer);
        return writer.Position;
    }

    private void Collect(SeatReplication state)
    {
        count = 0;
        var now = codes.Now;
        if (candidates.Length < now.SlotCount)
        {
            candidates = new Candidate[Simulation.Numerics.BitMath.PowerOfTwoAtLeast(now.SlotCount)];
        }

        for (var slot = 0; slot < now.SlotCount; slot++)
        {
            if (state.View.Has(slot))
            {
                candidates[count++] = Present(state, slot);
            }
            else if (state.Acks.MayHold(slot))
            {
                candidates[count++] = new Candidate(slot, RunKind.Leave, 0, default);
            }
        }
    }

    private Candidate Present(SeatReplication state, int slot)
    {
        var age = AgeOf(state.Acks.BaselineOf(slot));
        if (age > 0 && codes.TryDelta(slot, age, out var code))
        {
            return new Candidate(slot, code.IsSame ? RunKind.Same : RunKind.Delta, age, code);
        }

        return new Candidate(slot, RunKind.Whole, 0, codes.Whole(slot));
    }

    // A client whose acks are older than the history gets whole entities, by plan.
    private int AgeOf(Tick baseline)
    {
        var age = baseline == Tick.Zero ? 0 : codes.Now.Tick - baseline;
        return age < room.History.Length ? age : 0;
    }

    private void WriteRuns(ref BitWriter writer, SeatReplication state, SentDatagram record)
    {
        int end = 0, age = 0;
        for (var from = 0; from < count;)
        {
            var to = from + 1;
            while (to < count && candidates[to].Continues(candidates[to - 1]))
            {
                to++;
            }

            ref readonly var first = ref candidates[from];
            var run = new Run(first.Kind, first.Slot, to - from, first.Age);
            run.Write(ref writer, end, age);
            for (; from < to; from++)
            {
                writer.Copy(codes.Bytes, candidates[from].Code.Offset, candidates[from].Code.Bits);
            }

            end = run.End;
            age = run.HasBaseline ? run.Age : age;
            record.Add(SentRun.From(run));
            Count(state, run);
        }

        writer.Write(false);
    }

    private static void Count(SeatReplication state, in Run run)
    {
        state.Acks.Counters.Records += run.Count;
        state.Acks.Counters.WholeRecords += run.Kind == RunKind.Whole ? run.Count : 0;
    }
}
