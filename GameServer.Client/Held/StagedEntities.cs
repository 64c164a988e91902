using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>What one datagram says, decoded but not yet believed: nothing is applied before all of it has been checked.</summary>
internal sealed class StagedEntities(int stride)
{
    private int[] slots = new int[64];
    private EntityHead[] heads = new EntityHead[64];
    private int[] rows = new int[64 * stride];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public int SlotAt(int index) => slots[index];

    public EntityHead HeadAt(int index) => heads[index];

    public ReadOnlySpan<EntityHead> Heads(int index, int count) => heads.AsSpan(index, count);

    public ReadOnlySpan<int> Rows(int index, int count) => rows.AsSpan(index * stride, count * stride);

    public void SetHead(int index, EntityHead head) => heads[index] = head;

    /// <summary>The row of an entity, to be filled in; zeros at first.</summary>
    public Span<int> RowAt(int index)
    {
        var row = rows.AsSpan(index * stride, stride);
        row.Clear();
        return row;
    }

    public void Add(int slot, EntityHead head)
    {
        if (Count == slots.Length)
        {
            Array.Resize(ref slots, Count * 2);
            Array.Resize(ref heads, Count * 2);
            Array.Resize(ref rows, rows.Length * 2);
        }

        slots[Count] = slot;
        heads[Count] = head;
        Count++;
    }
}
