using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Worlds;

/// <summary>
/// A room's replicated state at the end of one tick, as integers: per slot a head, a hash and a row of columns. Written once by
/// the room's thread while it seals, then only read until the history ring comes round to it again.
/// </summary>
public sealed class SealedTick
{
    private readonly int stride;
    private EntityHead[] heads = [];
    private ulong[] hashes = [];
    private int[] columns = [];

    internal SealedTick(int stride) => this.stride = stride;

    /// <summary>Which tick this is.</summary>
    public Tick Tick { get; private set; }

    /// <summary>Slots 0 up to this one may hold entities.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The sum of all rows' hashes, modulo 2^64: one number that is equal exactly when (all but surely) the states are.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Whether there is an entity in <paramref name="slot"/>, and which; none for slots out of range.</summary>
    public EntityHead HeadAt(int slot) => (uint)slot < (uint)SlotCount ? heads[slot] : EntityHead.None;

    /// <summary>Hash of the row; 0 where there is none.</summary>
    public ulong HashAt(int slot) => (uint)slot < (uint)SlotCount ? hashes[slot] : 0;

    /// <summary>The columns of the slot's row, as wide as the widest record; columns beyond the record's own are zero.</summary>
    public ReadOnlySpan<int> RowAt(int slot) => columns.AsSpan(slot * stride, stride);

    internal void Begin(Tick tick, int slotCount)
    {
        if (heads.Length < slotCount)
        {
            var capacity = Math.Max(16, BitMath.PowerOfTwoAtLeast(slotCount));
            heads = new EntityHead[capacity];
            hashes = new ulong[capacity];
            columns = new int[capacity * stride];
        }

        Tick = tick;
        SlotCount = slotCount;
        Hash = 0;
        Array.Clear(heads, 0, slotCount);
        Array.Clear(hashes, 0, slotCount);
    }

    internal Span<int> BeginRow(int slot, EntityHead head)
    {
        heads[slot] = head;
        var row = columns.AsSpan(slot * stride, stride);
        row.Clear();
        return row;
    }

    internal void EndRow(int slot)
    {
        var hash = Mix.Row(slot, heads[slot].Bits, RowAt(slot));
        hashes[slot] = hash;
        Hash = unchecked(Hash + hash);
    }
}
