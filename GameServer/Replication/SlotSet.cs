using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>A set of slots as bits; grows, never shrinks. Owned by the room's thread.</summary>
internal sealed class SlotSet
{
    private ulong[] words = new ulong[4];

    public bool Has(int slot) => (slot >> 6) < words.Length && ((words[slot >> 6] >> (slot & 63)) & 1) != 0;

    public void Add(int slot)
    {
        Reserve((slot >> 6) + 1);
        words[slot >> 6] |= 1UL << (slot & 63);
    }

    /// <summary>Adds what another set has, lowest slot first.</summary>
    public void Add(ReadOnlySpan<ulong> others)
    {
        Reserve(others.Length);
        for (var i = 0; i < others.Length; i++)
        {
            words[i] |= others[i];
        }
    }

    public void Clear() => words.AsSpan().Clear();

    /// <summary>
    /// The end of the stretch that begins at <paramref name="from"/> with slots that are all in the set, or all not; at most
    /// <paramref name="end"/>.
    /// </summary>
    public int EndOfStretch(int from, int end, bool isIn)
    {
        for (var slot = from; slot < end;)
        {
            var word = (slot >> 6) < words.Length ? words[slot >> 6] : 0;
            var others = (isIn ? ~word : word) >> (slot & 63);
            if (others != 0)
            {
                return Math.Min(end, slot + BitMath.LowestBit(others));
            }

            slot = (slot | 63) + 1;
        }

        return end;
    }

    private void Reserve(int count)
    {
        if (count > words.Length)
        {
            Array.Resize(ref words, BitMath.PowerOfTwoAtLeast(count));
        }
    }
}
