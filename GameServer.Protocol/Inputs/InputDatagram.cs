using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Inputs;

/// <summary>What an input datagram says before its inputs.</summary>
/// <param name="Sequence">Number of the datagram within the session, and so of its ack; 1 is the first.</param>
/// <param name="Ack">The snapshot datagrams that the client has applied.</param>
/// <param name="Hash">Check of what the client holds at this moment; null from a load generator that does not decode.</param>
/// <param name="Newest">Tick of the newest input in it.</param>
/// <param name="ViewAge">How far behind <paramref name="Newest"/> the client drew the others when it sampled that input, in steps of <see cref="Simulation.Inputs.ViewAge"/>.</param>
/// <param name="Count">How many inputs follow, for the ticks up to <paramref name="Newest"/>; 1 to <see cref="InputDatagram.InputsMax"/>.</param>
/// <param name="Corrections">
/// How often the client had to correct its prediction since its match began, modulo 256. Told in every
/// <see cref="InputDatagram.CorrectionsEvery"/>th datagram only; 0 in the others.
/// </param>
public readonly record struct InputHeader(ulong Sequence, AckField Ack, ushort? Hash, Tick Newest, int ViewAge, int Count, byte Corrections = 0)
{
    /// <summary>Whether this datagram tells <see cref="Corrections"/>.</summary>
    public bool HasCorrections => Sequence % InputDatagram.CorrectionsEvery == 0;
}

/// <summary>
/// Client to server: every input that the server has not confirmed, oldest first, each written as what changed since the one
/// before. One datagram more than makes up for a lost one.
/// </summary>
public static class InputDatagram
{
    /// <summary>The most inputs of one datagram.</summary>
    public const int InputsMax = 64;

    /// <summary>Datagrams whose sequence number this divides tell the client's corrections.</summary>
    public const int CorrectionsEvery = 16;

    private const int CorrectionsBits = 8;
    private const int NearViewBits = 6;
    private const int CountBits = 6;

    /// <summary>Writes kind and header.</summary>
    public static void WriteHeader(ref BitWriter writer, in InputHeader header)
    {
        writer.Write((uint)DatagramKind.Input, DatagramKinds.Bits);
        writer.Write((uint)header.Sequence, LowBits.Count);
        header.Ack.Write(ref writer);
        writer.Write(header.Hash is not null);
        if (header.Hash is { } hash)
        {
            writer.Write(hash, HashCheck.Bits);
        }

        writer.Write(header.Newest.Number, LowBits.Count);
        writer.Write((uint)Math.Max(0, Math.Min(ViewAge.Max, header.ViewAge)), ViewAge.Bits);
        writer.Write((uint)(header.Count - 1), CountBits);
        if (header.HasCorrections)
        {
            writer.Write(header.Corrections, CorrectionsBits);
        }
    }

    /// <summary>The lowest bits of an input datagram's number, without reading on; false when it is none.</summary>
    /// <param name="datagram">From its kind on.</param>
    /// <param name="low">As many as <see cref="LowBits.Count"/>.</param>
    public static bool TryPeekSequence(ReadOnlySpan<byte> datagram, out uint low)
    {
        var reader = new BitReader(datagram);
        var isInput = DatagramKinds.TryRead(ref reader, out var kind) && kind == DatagramKind.Input;
        low = isInput ? reader.Read(LowBits.Count) : 0;
        return isInput && !reader.IsExhausted;
    }

    /// <summary>Reads what follows the kind; false when the datagram is too short.</summary>
    /// <param name="reader">Positioned behind the kind.</param>
    /// <param name="sequenceAround">The newest input datagram seen.</param>
    /// <param name="sentAround">The newest snapshot datagram sent.</param>
    /// <param name="tickAround">The room's tick.</param>
    /// <param name="header">What was read.</param>
    public static bool TryReadHeader(ref BitReader reader, ulong sequenceAround, ulong sentAround, Tick tickAround, out InputHeader header)
    {
        var sequence = LowBits.Complete(reader.Read(LowBits.Count), sequenceAround);
        var ack = AckField.Read(ref reader, sentAround);
        ushort? hash = reader.ReadBit() ? (ushort)reader.Read(HashCheck.Bits) : null;
        var newest = new Tick(LowBits.Complete(reader.Read(LowBits.Count), tickAround.Number));
        var view = (int)reader.Read(ViewAge.Bits);
        header = new InputHeader(sequence, ack, hash, newest, view, (int)reader.Read(CountBits) + 1);
        if (header.HasCorrections)
        {
            header = header with { Corrections = (byte)reader.Read(CorrectionsBits) };
        }

        return !reader.IsExhausted && sequence > 0;
    }

    /// <summary>
    /// Writes the view ages of the inputs before the newest, backwards, each against the one behind it: they hardly differ, but a clock
    /// that is trimmed or a frame that has two ticks moves them, and each shot is judged by its own.
    /// </summary>
    /// <param name="writer">Positioned behind the header.</param>
    /// <param name="ages">One per input, the newest first: the header's own.</param>
    public static void WriteViewAges(ref BitWriter writer, scoped ReadOnlySpan<int> ages)
    {
        for (var i = 1; i < ages.Length; i++)
        {
            var step = ages[i] - ages[i - 1];
            writer.Write(step != 0);
            if (step == 0)
            {
                continue;
            }

            var isNear = step is >= -(1 << (NearViewBits - 1)) and < 1 << (NearViewBits - 1);
            writer.Write(isNear);
            writer.Write(isNear ? (uint)(step + (1 << (NearViewBits - 1))) : (uint)ages[i], isNear ? NearViewBits : ViewAge.Bits);
        }
    }

    /// <summary>Reads the view ages of a datagram's inputs, the newest first; false when one is out of range or the bits end.</summary>
    /// <param name="reader">Positioned behind the header.</param>
    /// <param name="header">What was read before.</param>
    /// <param name="ages">At least <see cref="InputHeader.Count"/> places.</param>
    public static bool TryReadViewAges(ref BitReader reader, in InputHeader header, scoped Span<int> ages)
    {
        ages[0] = header.ViewAge;
        for (var i = 1; i < header.Count; i++)
        {
            ages[i] = !reader.ReadBit() ? ages[i - 1]
                : reader.ReadBit() ? ages[i - 1] + (int)reader.Read(NearViewBits) - (1 << (NearViewBits - 1))
                : (int)reader.Read(ViewAge.Bits);
            if (ages[i] is < 0 or > ViewAge.Max)
            {
                return false;
            }
        }

        return !reader.IsExhausted;
    }

    /// <summary>Writes one input against the one before it (the neutral input for the first).</summary>
    public static void WriteInput(ref BitWriter writer, InputFields fields, ReadOnlySpan<int> before, ReadOnlySpan<int> row)
    {
        var columns = fields.Columns;
        var changed = !row.SequenceEqual(before);
        writer.Write(changed);
        for (var i = 0; changed && i < columns.Length; i++)
        {
            writer.Write(row[i] != before[i]);
            if (row[i] != before[i])
            {
                writer.Write(unchecked((uint)(row[i] - columns[i].Min)), columns[i].Bits);
            }
        }
    }

    /// <summary>Reads one input; false when a value is out of its range or the bits end.</summary>
    public static bool TryReadInput(ref BitReader reader, InputFields fields, ReadOnlySpan<int> before, Span<int> row)
    {
        before.CopyTo(row);
        if (!reader.ReadBit())
        {
            return !reader.IsExhausted;
        }

        var columns = fields.Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            if (reader.ReadBit())
            {
                var offset = reader.Read(columns[i].Bits);
                row[i] = unchecked(columns[i].Min + (int)offset);
                if (offset > columns[i].Span)
                {
                    return false;
                }
            }
        }

        return !reader.IsExhausted;
    }
}
