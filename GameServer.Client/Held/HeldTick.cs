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

    public ReadOnlySpan<int> RowAt(int slot) => rows.AsSpan(slot * stride, stride);

    public void Store(int slot, Tick tick, EntityHead head, ReadOnlySpan<int> row, int capacity)
    {
        if (slot >= ticks.Length)
        {
            Array.Resize(ref ticks, capacity);
            Array.Resize(ref heads, capacity);
            Array.Resize(ref rows, capacity * stride);
        }

        ticks[slot] = tick;
        heads[slot] = head;
        row.CopyTo(rows.AsSpan(slot * stride, stride));
    }

    /// <summary>For tests of the desync check: changes one stored number as broken memory would.</summary>
    internal void Corrupt(int slot, int column, int flip) => rows[(slot * stride) + column] ^= flip;

    public void Clear()
    {
        Array.Clear(ticks, 0, ticks.Length);
        Array.Clear(heads, 0, heads.Length);
    }
}
