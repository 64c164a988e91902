using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>One place of the client's history ring: per slot a row and the tick that it is of. Owned by the client's thread.</summary>
internal sealed class HeldTick(int stride)
{
    private Tick[] ticks = [];
    private EntityHead[] heads = [];
    private int[] rows = [];

    public Tick TickAt(int slot) => slot < ticks.Length ? ticks[slot] : Tick.Zero;

    public EntityHead HeadAt(int slot) => slot < heads.Length ? heads[slot] : EntityHead.None;

    /// <summary>The tick of each slot; those beyond the end were never told of.</summary>
    public ReadOnlySpan<Tick> Ticks => ticks;

    /// <summary>As long as <see cref="Ticks"/>.</summary>
    public ReadOnlySpan<EntityHead> Heads => heads;

    public ReadOnlySpan<int> RowAt(int slot) => rows.AsSpan(slot * stride, stride);

    /// <summary>Takes in neighbouring slots from <paramref name="first"/> on, a head and a row each.</summary>
    public void Store(int first, Tick tick, ReadOnlySpan<EntityHead> newHeads, ReadOnlySpan<int> newRows, int capacity)
    {
        if (first + newHeads.Length > ticks.Length)
        {
            Array.Resize(ref ticks, capacity);
            Array.Resize(ref heads, capacity);
            Array.Resize(ref rows, capacity * stride);
        }

        ticks.AsSpan(first, newHeads.Length).Fill(tick);
        newHeads.CopyTo(heads.AsSpan(first));
        newRows.CopyTo(rows.AsSpan(first * stride));
    }

    /// <summary>For tests of the desync check: changes one stored number as broken memory would.</summary>
    internal void Corrupt(int slot, int column, int flip) => rows[(slot * stride) + column] ^= flip;

    /// <summary>The same of a head; bits beyond the lowest 40 are none of it.</summary>
    internal void CorruptHead(int slot, ulong flip)
    {
        var bits = heads[slot].Bits ^ flip;
        heads[slot] = new EntityHead(unchecked((ushort)bits), unchecked((byte)(bits >> 16)), new SeatId(unchecked((ushort)(bits >> 24)) - 1));
    }

    public void Clear()
    {
        Array.Clear(ticks, 0, ticks.Length);
        Array.Clear(heads, 0, heads.Length);
    }
}
