using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>
/// What one datagram says, decoded but not yet believed: nothing is applied before all of it has been checked. Then its place takes
/// that of the tick in the ring, so that nothing is copied. Owned by the client's thread.
/// </summary>
internal sealed class StagedTick(int stride)
{
    private ulong[] left = [];

    /// <summary>Who is there.</summary>
    public HeldTick Place { get; private set; } = new(stride);

    /// <summary>First slot behind all that is told of.</summary>
    public int End { get; private set; }

    /// <summary>Which of 64 slots are told of as left.</summary>
    public ulong LeftAt(int word) => word < left.Length ? left[word] : 0;

    public bool HasLeft(int slot) => (LeftAt(slot / 64) >> (slot % 64) & 1) != 0;

    /// <summary>Begins anew, with room for so many slots.</summary>
    public void Begin(Tick tick, int slots)
    {
        Place.Begin(tick, slots);
        Array.Clear(left, 0, left.Length);
        End = 0;
    }

    public void Leave(int slot)
    {
        if (slot / 64 >= left.Length)
        {
            Array.Resize(ref left, Math.Max(2 * left.Length, (slot / 64) + 1));
        }

        left[slot / 64] |= 1UL << (slot % 64);
        End = slot + 1;
    }

    /// <summary>A slot that is told of whole; the row, all zeros, is to be filled in.</summary>
    public Span<int> Tell(int slot)
    {
        End = slot + 1;
        return Place.Tell(slot);
    }

    /// <summary>Some of 64 slots that are as another place has them, until their codes have been read.</summary>
    public void TellAs(HeldTick other, int word, ulong slots, int end)
    {
        Place.TellAs(other, word, slots);
        End = end;
    }

    /// <summary>Gives its place away for another.</summary>
    public HeldTick Exchange(HeldTick other)
    {
        var place = Place;
        Place = other;
        return place;
    }
}
