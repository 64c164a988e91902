using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>Finds where a snapshot that all fits, but not into one datagram, is best divided. Asked when a seat's split no longer serves; scratch of a shard.</summary>
internal sealed class Splitter(PieceWriter writer)
{
    /// <summary>It is weighed by so many neighbouring slots, and may be divided between any two such.</summary>
    public const int UnitSlots = 16;

    // Of a datagram so much is filled when it is divided anew, that it need not be soon again.
    private const double FillShare = 7 / 8.0;

    // One datagram fewer is tried once everything would take no more than this of those.
    private const double FewerShare = 13 / 16.0;

    private long[] before = [];
    private int units;

    private long Total => before[units];

    /// <summary>Whether so many bytes would do with fewer datagrams, and with room to spare.</summary>
    public static bool IsSparse(int parts, int bytes, int datagramBytesMax) => parts > 1 && bytes < FewerShare * (parts - 1) * datagramBytesMax;

    /// <summary>Weighs what there is to tell. Neighbours whose codes are copied together cost less together; only how they compare counts.</summary>
    public void Weigh(PieceList pieces)
    {
        units = pieces.Count == 0 ? 0 : ((pieces.All[^1].End - 1) / UnitSlots) + 1;
        if (before.Length <= units)
        {
            before = new long[BitMath.PowerOfTwoAtLeast(units + 1)];
        }

        before.AsSpan(0, units + 1).Clear();
        foreach (ref readonly var piece in pieces.All)
        {
            for (var slot = piece.First; slot < piece.End;)
            {
                var part = piece;
                part.First = slot;
                part.End = pieces.Slots.LastBefore(Math.Min(piece.End, ((slot / UnitSlots) + 1) * UnitSlots), slot) + 1;
                before[(slot / UnitSlots) + 1] += writer.BitsOf(new ReadOnlySpan<Piece>(in part), pieces.Slots);
                slot = pieces.Slots.NextFrom(part.End, piece.End);
            }
        }

        for (var i = 1; i <= units; i++)
        {
            before[i] += before[i - 1];
        }
    }

    /// <summary>How many datagrams would take it and leave some room.</summary>
    public int Wanted(int datagramBytesMax) => (int)Math.Ceiling(Total / (FillShare * datagramBytesMax * 8));

    /// <summary>As even a split into so many parts as there is, or into fewer, between multiples of so many slots.</summary>
    public SlotSplit Even(int parts, int slots)
    {
        var split = default(SlotSplit);
        var (step, last) = (slots / UnitSlots, 0);
        for (var part = 1; part < parts; part++)
        {
            var aim = Total * part / parts;
            var unit = last + step;
            while (unit < units && before[unit] < aim && aim - before[unit] > before[Math.Min(unit + step, units)] - aim)
            {
                unit += step;
            }

            if (unit >= units)
            {
                break;
            }

            split.CutAt(unit * UnitSlots);
            last = unit;
        }

        return split;
    }
}
