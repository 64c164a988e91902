using System.Buffers.Binary;
using GameServer.Protocol.Bits;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Recordings;

/// <summary>
/// Writes a match down, tick by tick, as <see cref="MatchRecording"/> reads it. Owns its stream; used by one thread. Holds no more
/// than one tick and the last state of each slot.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    private readonly Stream stream;
    private readonly int stride;
    private EntityHead[] lastHeads = [];
    private int[] lastRows = [];
    private byte[] buffer = new byte[4096];
    private int length;
    private Tick last;

    /// <summary>Writes the head.</summary>
    /// <param name="stream">Where to; disposed with the writer.</param>
    /// <param name="schema">What the rows are of.</param>
    /// <param name="tickRate">Ticks per second, 1 to 1,000.</param>
    public RecordingWriter(Stream stream, Schema schema, int tickRate)
    {
        if (tickRate is < 1 or > RecordingFormat.TickRateMax)
        {
            throw new ArgumentOutOfRangeException(nameof(tickRate), tickRate, "A recording has 1 to 1000 ticks per second.");
        }

        (this.stream, stride) = (stream, schema.Stride);
        var head = buffer.AsSpan(0, RecordingFormat.HeadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head, RecordingFormat.Magic);
        head[4] = RecordingFormat.Version;
        BinaryPrimitives.WriteUInt64LittleEndian(head[5..], schema.Hash);
        BinaryPrimitives.WriteUInt16LittleEndian(head[13..], (ushort)tickRate);
        BinaryPrimitives.WriteUInt16LittleEndian(head[15..], (ushort)stride);
        stream.Write(head);
    }

    /// <summary>How many ticks were written.</summary>
    public int Ticks { get; private set; }

    /// <summary>Writes a tick. Ticks that are left out are ticks of which nothing is known.</summary>
    /// <param name="tick">Later than the one before.</param>
    /// <param name="heads">Who stands in each slot, or nobody; at most 65,535.</param>
    /// <param name="rows">The row of each slot, one stride each.</param>
    public void Write(Tick tick, ReadOnlySpan<EntityHead> heads, ReadOnlySpan<int> rows)
    {
        if (tick <= last || heads.Length > RecordingFormat.SlotsMax || rows.Length != heads.Length * stride)
        {
            throw new ArgumentException("Ticks are recorded in their order, with a row for each of at most 65,535 slots.", nameof(tick));
        }

        EnsureSlots(heads.Length);
        length = 0;
        Number(tick.Number - last.Number);
        Number((uint)heads.Length);
        for (int begin = 0, end; begin < heads.Length; begin = end)
        {
            var kind = KindOf(begin, heads, rows);
            for (end = begin + 1; end < heads.Length && KindOf(end, heads, rows) == kind; end++)
            {
            }

            Number(((ulong)(end - begin) << RecordingFormat.KindBits) | (ulong)kind);
            for (var slot = begin; slot < end && kind >= SlotKind.Changed; slot++)
            {
                State(slot, heads[slot], rows.Slice(slot * stride, stride));
            }
        }

        stream.Write(buffer, 0, length);
        last = tick;
        Ticks++;
    }

    /// <summary>Ends the recording and closes its stream.</summary>
    public void Dispose() => stream.Dispose();

    private SlotKind KindOf(int slot, ReadOnlySpan<EntityHead> heads, ReadOnlySpan<int> rows) =>
        !heads[slot].IsPresent ? SlotKind.Nobody
        : heads[slot] != lastHeads[slot] ? SlotKind.Fresh
        : rows.Slice(slot * stride, stride).SequenceEqual(LastRow(slot)) ? SlotKind.Same
        : SlotKind.Changed;

    private Span<int> LastRow(int slot) => lastRows.AsSpan(slot * stride, stride);

    private void State(int slot, EntityHead head, ReadOnlySpan<int> row)
    {
        var before = LastRow(slot);
        if (head != lastHeads[slot])
        {
            Number(head.Generation);
            Number((uint)head.Kind);
            Number((uint)(head.Owner.Index + 1));
            lastHeads[slot] = head;
            before.Clear();
        }

        var mask = 0UL;
        for (var i = 0; i < stride; i++)
        {
            mask |= row[i] == before[i] ? 0 : 1UL << i;
        }

        Number(mask);
        for (var i = 0; i < stride; i++)
        {
            if (row[i] != before[i])
            {
                Number(ZigZag.Fold(unchecked(row[i] - before[i])));
                before[i] = row[i];
            }
        }
    }

    private void EnsureSlots(int count)
    {
        if (count > lastHeads.Length)
        {
            Array.Resize(ref lastHeads, Math.Max(count, Math.Max(16, lastHeads.Length * 2)));
            Array.Resize(ref lastRows, lastHeads.Length * stride);
        }
    }

    private void Number(ulong value)
    {
        if (length + 10 > buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        for (; value >= 128; value >>= 7)
        {
            buffer[length++] = (byte)(value | 128);
        }

        buffer[length++] = (byte)value;
    }
}
