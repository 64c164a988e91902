using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Worlds;

/// <summary>
/// A room's replicated state at the end of one tick, as integers: per slot a head, a hash and a row of columns. Written once by
/// the room's thread while it seals, then only read until the history ring comes round to it again.
/// </summary>
public sealed class SealedTick
{
    private const int FewRows = 12;
    private const int FirstRows = 4;

    private static readonly ulong[] NoSums = [0];

    private readonly int stride;
    private EntityHead[] heads = [];
    private ulong[] hashes = [];
    private ulong[] sums = NoSums;
    private ulong[] everybodys = [];
    private ulong[] owners = [];
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

    /// <summary>
    /// The sum of the hashes of neighbouring rows, modulo 2^64, slots out of range counting nothing. Two subtractions however many
    /// there are: acks confirm whole ranges.
    /// </summary>
    public ulong HashOf(int first, int count)
    {
        int begin = Math.Min(first, SlotCount), end = Math.Min(first + count, SlotCount);
        return unchecked(sums[end] - sums[begin]);
    }

    /// <summary>The sum of the hashes of some of 64 rows, modulo 2^64, those of empty slots counting nothing.</summary>
    internal ulong HashOf(int word, ulong slots)
    {
        var first = word * 64;
        if (first >= SlotCount)
        {
            return 0;
        }

        // Neighbours are two numbers, empty slots between them or not; a few are sooner added up one by one.
        var all = everybodys[word] | owners[word];
        slots &= all;
        var sum = 0UL;
        if (BitMath.Count(slots) < FewRows)
        {
            for (; slots != 0; slots &= slots - 1)
            {
                sum = unchecked(sum + hashes[first + BitMath.LowestBit(slots)]);
            }

            return sum;
        }

        for (var others = all & ~slots; slots != 0;)
        {
            var begin = BitMath.LowestBit(slots);
            var end = BitMath.LowestBit(others & (ulong.MaxValue << begin));
            sum = unchecked(sum + sums[Math.Min(first + end, SlotCount)] - sums[first + begin]);
            slots = end == 64 ? 0 : slots & (ulong.MaxValue << end);
        }

        return sum;
    }

    /// <summary>Which slots hold what anybody may be told of, owner parts left out: a bit each, lowest first.</summary>
    internal ReadOnlySpan<ulong> Everybodys => everybodys.AsSpan(0, (SlotCount + 63) / 64);

    /// <summary>Which of 64 slots hold what its owner alone may be told of.</summary>
    internal ulong OwnParts(int word) => owners[word];

    /// <summary>The columns of the slot's row, as wide as the widest record; columns beyond the record's own are zero.</summary>
    public ReadOnlySpan<int> RowAt(int slot) => columns.AsSpan(slot * stride, stride);

    internal void Begin(Tick tick, int slotCount)
    {
        if (heads.Length < slotCount)
        {
            var capacity = Math.Max(16, BitMath.PowerOfTwoAtLeast(slotCount));
            heads = new EntityHead[capacity];
            hashes = new ulong[capacity];
            sums = new ulong[capacity + 1];
            everybodys = new ulong[(capacity + 63) / 64];
            owners = new ulong[(capacity + 63) / 64];
            columns = new int[Math.Min(FirstRows, slotCount) * stride];
        }

        Tick = tick;
        SlotCount = slotCount;
        Hash = 0;
        Array.Clear(heads, 0, slotCount);
        Array.Clear(hashes, 0, slotCount);
        everybodys.AsSpan().Clear();
        owners.AsSpan().Clear();
    }

    internal Span<int> BeginRow(int slot, EntityHead head, bool isOwnerPart)
    {
        // Most of what it takes, and of no use while there is next to nothing in the room. From then on there is place for all.
        if (columns.Length < (slot + 1) * stride)
        {
            Array.Resize(ref columns, heads.Length * stride);
        }

        heads[slot] = head;
        (isOwnerPart ? owners : everybodys)[slot >> 6] |= 1UL << (slot & 63);
        var row = columns.AsSpan(slot * stride, stride);
        row.Clear();
        return row;
    }

    internal void EndRow(int slot)
    {
        var hash = Mix.Row(slot, heads[slot].Bits, RowAt(slot));
        hashes[slot] = hash;
    }

    /// <summary>After the last row: sums up.</summary>
    internal void End()
    {
        var sum = 0UL;
        for (var slot = 0; slot < SlotCount; slot++)
        {
            sum = unchecked(sum + hashes[slot]);
            sums[slot + 1] = sum;
        }

        Hash = sum;
    }
}
