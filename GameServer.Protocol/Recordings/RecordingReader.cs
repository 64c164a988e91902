using System.Buffers.Binary;
using GameServer.Protocol.Bits;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Recordings;

/// <summary>
/// Reads the parts of a recording in turn. Believes nothing: every number is checked before anything is made of it, and what fits no
/// rule is one <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class RecordingReader(Stream stream, string name, Schema schema)
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int position;
    private int length;

    /// <summary>Reads the head; returns the tick rate.</summary>
    public int Head()
    {
        Span<byte> head = stackalloc byte[RecordingFormat.HeadBytes];
        for (var i = 0; i < head.Length; i++)
        {
            head[i] = TryByte(out var value) ? value : throw NoRecording();
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != RecordingFormat.Magic)
        {
            throw NoRecording();
        }

        if (head[4] != RecordingFormat.Version)
        {
            throw new InvalidDataException($"{name} has recording format {head[4]}; this program reads format {RecordingFormat.Version}.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(head[5..]) != schema.Hash || BinaryPrimitives.ReadUInt16LittleEndian(head[15..]) != schema.Stride)
        {
            throw new InvalidDataException($"{name} is a recording of another game, or of another version of this game's schema.");
        }

        var tickRate = (int)BinaryPrimitives.ReadUInt16LittleEndian(head[13..]);
        return tickRate is >= 1 and <= RecordingFormat.TickRateMax ? tickRate : throw Broken("has no tick rate");
    }

    /// <summary>How many steps later the next tick is; false at the end, which is only ever between two ticks.</summary>
    public bool TryStep(out uint steps)
    {
        steps = 0;
        if (!TryByte(out _))
        {
            return false;
        }

        position--;
        steps = Number(uint.MaxValue);
        return steps > 0 ? true : throw Broken("tells of one tick twice");
    }

    public int SlotCount() => (int)Number(RecordingFormat.SlotsMax);

    /// <summary>A run of slots that are told of in the same way.</summary>
    public (SlotKind Kind, int Count) Run(int left)
    {
        var run = Number(((uint)left << RecordingFormat.KindBits) | 3);
        var count = (int)(run >> RecordingFormat.KindBits);
        return count > 0 ? ((SlotKind)(run & 3), count) : throw Broken("has a run of no slots");
    }

    public EntityHead NewHead()
    {
        var generation = Number(ushort.MaxValue);
        var kind = (int)Number((uint)schema.RecordSpan.Length - 1);
        var owner = (int)Number(ushort.MaxValue) - 1;
        return generation > 0 ? new EntityHead((ushort)generation, kind, new SeatId(owner)) : throw Broken("has an entity without a generation");
    }

    /// <summary>Turns what a row was into what it is.</summary>
    public void Change(EntityHead head, Span<int> row)
    {
        var columns = schema.RecordSpan[head.Kind].ColumnSpan;
        var mask = Number();
        for (var i = 0; i < row.Length; i++)
        {
            if ((mask & (1UL << i)) != 0)
            {
                row[i] = unchecked(row[i] + ZigZag.Unfold(Number(uint.MaxValue)));
                mask &= ~(1UL << i);
            }

            // Who computes with a row trusts its ranges; columns that a record does not have are zeros.
            if (i < columns.Length ? row[i] < columns[i].Min || row[i] > columns[i].Max : row[i] != 0)
            {
                throw Broken("has a number outside its column's range");
            }
        }

        if (mask != 0)
        {
            throw Broken("changes a column that there is not");
        }
    }

    public InvalidDataException Broken(string why) => new($"The recording {name} is damaged: it {why}.");

    public InvalidDataException TooLong(string why) => new($"The recording {name} {why}; record shorter matches.");

    private InvalidDataException NoRecording() => new($"{name} is not a recording of a match.");

    private uint Number(uint max)
    {
        var value = Number();
        return value <= max ? (uint)value : throw Broken("has a number that is too large");
    }

    private ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (!TryByte(out var next))
            {
                throw Broken("ends in the middle of a tick");
            }

            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Broken("has a number without an end");
    }

    private bool TryByte(out byte value)
    {
        if (position == length)
        {
            position = 0;
            length = Fill();
        }

        value = position < length ? buffer[position++] : (byte)0;
        return length > 0;
    }

    private int Fill()
    {
        try
        {
            return stream.Read(buffer, 0, buffer.Length);
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException)
        {
            throw Broken("cannot be decompressed"); // What Brotli says, in either of its ways.
        }
    }
}
