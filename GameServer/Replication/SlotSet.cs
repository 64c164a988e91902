using System.Numerics;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>A set of slots as bits, 64 to a word; grows, never shrinks. Owned by the room's thread.</summary>
/// <param name="slots">Up to so many it need not grow.</param>
internal sealed class SlotSet(int slots = 0)
{
    private ulong[] words = slots == 0 ? [] : new ulong[BitMath.PowerOfTwoAtLeast((slots + 63) >> 6)];
    private int used;

    /// <summary>The bits of one word which are slots of a stretch.</summary>
    public static ulong Mask(int word, int first, int end)
    {
        int begin = Math.Max(0, first - (word << 6)), behind = 64 - Math.Min(64, end - (word << 6));
        return begin + behind >= 64 ? 0 : (ulong.MaxValue << begin) & (ulong.MaxValue >> behind);
    }

    public bool Has(int slot) => ((Word(slot >> 6) >> (slot & 63)) & 1) != 0;

    /// <summary>64 slots, the lowest first; none beyond the end.</summary>
    public ulong Word(int index) => (uint)index < (uint)used && index < words.Length ? words[index] : 0;

    public void Add(int slot) => Add(slot >> 6, 1UL << (slot & 63));

    /// <summary>Adds some of 64 slots.</summary>
    public void Add(int word, ulong slots)
    {
        if (slots != 0)
        {
            Reserve(word + 1);
            words[word] |= slots;
        }
    }

    /// <summary>Adds neighbours.</summary>
    public void AddRange(int first, int end)
    {
        for (var word = first >> 6; word << 6 < end; word++)
        {
            Add(word, Mask(word, first, end));
        }
    }

    /// <summary>Takes neighbours out.</summary>
    public void RemoveRange(int first, int end)
    {
        for (var word = first >> 6; word < used && word << 6 < end; word++)
        {
            words[word] &= ~Mask(word, first, end);
        }
    }

    /// <summary>Of an empty set nothing is touched: most of those that a seat keeps are, and in no cache.</summary>
    public void Clear()
    {
        if (used > 0)
        {
            words.AsSpan(0, used).Clear();
            used = 0;
        }
    }

    public void CopyTo(SlotSet other)
    {
        other.Reserve(used);
        words.AsSpan(0, used).CopyTo(other.words);
        other.words.AsSpan(used, other.used - used).Clear();
        other.used = used;
    }

    /// <summary>Words that may have slots.</summary>
    public int Words => used;

    public bool IsEmpty => used == 0 || words.AsSpan(0, used).IndexOfAnyExcept(0UL) < 0;

    /// <summary>Whether both have the same slots.</summary>
    public bool IsLike(SlotSet other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        var common = Math.Min(used, other.used);
        return words.AsSpan(0, common).SequenceEqual(other.words.AsSpan(0, common))
            && (used == common || words.AsSpan(common, used - common).IndexOfAnyExcept(0UL) < 0)
            && (other.used == common || other.words.AsSpan(common, other.used - common).IndexOfAnyExcept(0UL) < 0);
    }

    /// <summary>Whether both have the same slots of a stretch.</summary>
    public bool IsLike(SlotSet other, int first, int end)
    {
        for (var word = first >> 6; word << 6 < end; word++)
        {
            if (((Word(word) ^ other.Word(word)) & Mask(word, first, end)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Becomes another's slots of a stretch.</summary>
    public void Fill(SlotSet other, int first, int end)
    {
        Clear();
        for (var word = first >> 6; word < other.used && word << 6 < end; word++)
        {
            Add(word, other.words[word] & Mask(word, first, end));
        }
    }

    /// <summary>Becomes the slots of some words.</summary>
    public void Fill(ReadOnlySpan<ulong> others)
    {
        Clear();
        Reserve(others.Length);
        others.CopyTo(words);
    }

    /// <summary>How many slots it has.</summary>
    public int Count() => Count(0, used << 6);

    /// <summary>How many slots of a stretch it has.</summary>
    public int Count(int first, int end)
    {
        var count = 0;
        for (var word = first >> 6; word < used && word << 6 < end; word++)
        {
            count += BitMath.Count(words[word] & Mask(word, first, end));
        }

        return count;
    }

    /// <summary>The first of its slots from one on, or <paramref name="end"/> when there is none before that.</summary>
    public int NextFrom(int slot, int end)
    {
        for (var word = slot >> 6; word < used && word << 6 < end; word++)
        {
            var rest = words[word] & Mask(word, slot, end);
            if (rest != 0)
            {
                return (word << 6) + BitMath.LowestBit(rest);
            }
        }

        return end;
    }

    /// <summary>The first slot that is none of its from one on, or <paramref name="end"/> when there is none before that.</summary>
    public int NextNotFrom(int slot, int end)
    {
        for (var word = slot >> 6; word << 6 < end; word++)
        {
            var rest = ~Word(word) & Mask(word, slot, end);
            if (rest != 0)
            {
                return (word << 6) + BitMath.LowestBit(rest);
            }
        }

        return end;
    }

    /// <summary>The last of its slots before one, which has one at or behind <paramref name="first"/>.</summary>
    public int LastBefore(int end, int first)
    {
        for (var word = Math.Min(used - 1, (end - 1) >> 6); word >= first >> 6; word--)
        {
            var rest = words[word] & Mask(word, first, end);
            if (rest != 0)
            {
                return (word << 6) + BitOperations.Log2(rest);
            }
        }

        return first;
    }

    private void Reserve(int count)
    {
        if (count > words.Length)
        {
            Array.Resize(ref words, Math.Max(4, BitMath.PowerOfTwoAtLeast(count)));
        }

        used = Math.Max(used, count);
    }
}
