using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// What every snapshot datagram says before its entities. Besides naming the tick it tells the client how its inputs fare.
/// </summary>
/// <param name="Sequence">Number of the datagram within the session; 1 is the first.</param>
/// <param name="Tick">The tick whose state it carries.</param>
/// <param name="ConsumedAge">Ticks since the newest tick that executed its own input (0: this one did); <see cref="ConsumedAgeMax"/> or more: long ago.</param>
/// <param name="ReceivedAhead">Newest tick that an input was received for, less <paramref name="Tick"/>; -128 to 127.</param>
/// <param name="WaitMs">The shortest time that an input waited since the last snapshot, in ms; negative: a late one came so long after its tick. -255 to 255, or <see cref="WaitUnknown"/>.</param>
public readonly record struct SnapshotHeader(ulong Sequence, Tick Tick, int ConsumedAge, int ReceivedAhead, int WaitMs)
{
    /// <summary>Largest <see cref="ConsumedAge"/> on the wire; it stands for itself and everything above.</summary>
    public const int ConsumedAgeMax = 127;

    /// <summary>Stands for "no input came since the last snapshot".</summary>
    public const int WaitUnknown = -256;

    /// <summary>The most bytes that it takes.</summary>
    internal const int BytesMax = 9;

    /// <summary>How fast the room goes.</summary>
    public Pace Pace { get; init; }

    private const int ConsumedBits = 7;
    private const int AheadBits = 8;
    private const int WaitBits = 9;

    /// <summary>Whether there is nothing to tell of inputs: none came, or the last so long ago that every number is at its end.</summary>
    private bool IsWithoutInputs => ConsumedAge >= ConsumedAgeMax && ReceivedAhead <= -(1 << (AheadBits - 1)) && WaitMs <= WaitUnknown;

    /// <summary>Writes the kind and the header; values out of range saturate.</summary>
    public void Write(ref BitWriter writer)
    {
        writer.Write((uint)DatagramKind.Snapshot, DatagramKinds.Bits);
        writer.Write((uint)Sequence, LowBits.Count);
        writer.Write(Tick.Number, LowBits.Count);
        Pace.Write(ref writer);
        WriteConsumed(ref writer);
        if (!IsWithoutInputs)
        {
            writer.Write(Biased(ReceivedAhead, AheadBits), AheadBits);
            writer.Write(Biased(WaitMs, WaitBits), WaitBits);
        }
    }

    /// <summary>Reads what follows the kind; false when the datagram is too short, its pace is none, or it says "0 ticks ago" the long way.</summary>
    /// <param name="reader">Positioned behind the kind.</param>
    /// <param name="sequenceAround">The newest sequence number seen.</param>
    /// <param name="tickAround">The newest tick seen.</param>
    /// <param name="header">What was read.</param>
    public static bool TryRead(ref BitReader reader, ulong sequenceAround, Tick tickAround, out SnapshotHeader header)
    {
        var sequence = LowBits.Complete(reader.Read(LowBits.Count), sequenceAround);
        var tick = new Tick(LowBits.Complete(reader.Read(LowBits.Count), tickAround.Number));
        var isPace = Pace.TryRead(ref reader, out var pace);
        var longWay = reader.ReadBit();
        if (longWay && reader.ReadBit())
        {
            header = new SnapshotHeader(sequence, tick, ConsumedAgeMax, -(1 << (AheadBits - 1)), WaitUnknown) { Pace = pace };
            return isPace && !reader.IsExhausted && sequence > 0;
        }

        var consumedAge = longWay ? (int)reader.Read(ConsumedBits) : 0;
        header = new SnapshotHeader(sequence, tick, consumedAge, Unbiased(reader.Read(AheadBits), AheadBits), Unbiased(reader.Read(WaitBits), WaitBits)) { Pace = pace };
        return isPace && !reader.IsExhausted && (!longWay || (consumedAge > 0 && !header.IsWithoutInputs)) && sequence > 0;
    }

    // 0: the tick's own input was executed. 10: that long ago. 11: there is nothing to tell.
    private void WriteConsumed(ref BitWriter writer)
    {
        writer.Write(ConsumedAge != 0);
        if (ConsumedAge != 0)
        {
            writer.Write(IsWithoutInputs);
        }

        if (ConsumedAge != 0 && !IsWithoutInputs)
        {
            writer.Write((uint)Math.Min(ConsumedAge, ConsumedAgeMax), ConsumedBits);
        }
    }

    private static uint Biased(int value, int bits)
    {
        var half = 1 << (bits - 1);
        return (uint)(Math.Max(-half, Math.Min(half - 1, value)) + half);
    }

    private static int Unbiased(uint value, int bits) => (int)value - (1 << (bits - 1));
}
