using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>A set of slots as bits; grows, never shrinks. Owned by the room's thread.</summary>
internal sealed class SlotSet
{
    private ulong[] words = new ulong[4];

    public bool Has(int slot) => (slot >> 6) < words.Length && ((words[slot >> 6] >> (slot & 63)) & 1) != 0;

    public void Add(int slot)
    {
        if ((slot >> 6) >= words.Length)
        {
            Array.Resize(ref words, BitMath.PowerOfTwoAtLeast((slot >> 6) + 1));
        }

        words[slot >> 6] |= 1UL << (slot & 63);
    }

    public void Clear() => words.AsSpan().Clear();
}
