using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// The entity codes of one room's tick. A code depends on the entity and on what the client holds of it, never on the client: the
/// codes of neighbours lie side by side, and a datagram is a few copies of stretches of them. Owned by a shard's thread, used by one
/// room at a time and forgotten with it.
/// </summary>
internal sealed class TickCodes
{
    private readonly List<CodeTable> tables = [];
    private readonly CodeTable whole = new();
    private OwnCode[] owns = new OwnCode[16];
    private int ownsUsed;
    private CodeTable?[] byAge = [];
    private byte[] buffer = new byte[4096];
    private byte[] ownBuffer = new byte[1024];
    private int tablesUsed;
    private int usedBits;
    private int ownUsed;
    private int blockBytesMax;
    private EntityCodec codec = null!;
    private History history = null!;
    private ExactnessRules rules;

    public SealedTick Now { get; private set; } = null!;

    public ReadOnlySpan<byte> Bytes => buffer;

    /// <summary>Where the codes of owners' parts are.</summary>
    public ReadOnlySpan<byte> OwnBytes => ownBuffer;

    /// <summary>Codes written; less than the copies made of them by the factor that sharing gains.</summary>
    public long Encoded { get; private set; }

    /// <summary>Forgets everything and begins with the newest tick of a room.</summary>
    public void Begin(EntityCodec roomCodec, History roomHistory, ExactnessRules roomRules)
    {
        (codec, history, rules) = (roomCodec, roomHistory, roomRules);
        Now = history.Newest;
        blockBytesMax = CodeBlock.Slots * EntityBytesMax;
        usedBits = ownUsed = 0;
        byAge.AsSpan().Clear();
        tablesUsed = ownsUsed = 0;
        if (byAge.Length < history.Length)
        {
            byAge = new CodeTable?[history.Length];
        }

        whole.Begin(default, null, null, null, Now.SlotCount);
    }

    /// <summary>The table of codes against states that are all in the history.</summary>
    public CodeTable Against(BaselineAges ages)
    {
        for (var table = byAge[ages.Age]; table is not null; table = table.Next)
        {
            if (table.Ages == ages)
            {
                return table;
            }
        }

        if (tablesUsed == tables.Count)
        {
            tables.Add(new CodeTable());
        }

        var opened = tables[tablesUsed++];
        opened.Begin(ages, StateAt(ages.Age), StateAt(ages.Second), StateAt(ages.Third), Now.SlotCount);
        opened.Next = byAge[ages.Age];
        byAge[ages.Age] = opened;
        return opened;
    }

    /// <summary>How many classes of resting entities the room's codec tells apart.</summary>
    public int RestClasses => codec.RestClasses;

    /// <summary>The table of whole entities.</summary>
    public CodeTable Whole => whole;

    /// <summary>A block of a table, made if need be.</summary>
    public ref readonly CodeBlock Block(CodeTable table, int index)
    {
        ref var block = ref table[index];
        if (!block.IsMade)
        {
            Make(table, ref block, index);
        }

        return ref block;
    }

    /// <summary>
    /// The code of one owner's part, which no other seat shares: made anew for each call, and found by its number until the next tick. False when
    /// it cannot be told of against these states.
    /// </summary>
    public bool TryOwn(CodeTable table, int slot, out int number)
    {
        Reserve(ref ownBuffer, ownUsed, EntityBytesMax);
        var writer = new BitWriter(ownBuffer.AsSpan(ownUsed));
        var block = default(CodeBlock);
        Encode(table, ref block, ref writer, slot);
        if (++ownsUsed == owns.Length)
        {
            Array.Resize(ref owns, ownsUsed * 2);
        }

        number = ownsUsed;
        owns[number] = new OwnCode(ownUsed * 8, writer.Position, block);
        ownUsed += writer.Finish();
        return block.Coded != 0;
    }

    /// <summary>A code that <see cref="TryOwn"/> made.</summary>
    public ref readonly OwnCode Own(int number) => ref owns[number];

    private int EntityBytesMax => 16 + (codec.Schema.Stride * 5);

    private SealedTick? StateAt(int age) => age > 0 && history.TryGet(Now.Tick + -age, out var state) ? state : null;

    private void Make(CodeTable table, ref CodeBlock block, int index)
    {
        Reserve(ref buffer, (usedBits + 7) >> 3, blockBytesMax);
        block = new CodeBlock { IsMade = true, Begin = usedBits };
        var writer = new BitWriter(buffer, usedBits);
        var first = index * CodeBlock.Slots;
        var places = table.Places[first..Math.Min(first + CodeBlock.Slots, Now.SlotCount)];
        var toldToAll = Now.Everybodys[index];
        for (var i = 0; i < places.Length; i++)
        {
            var begin = writer.Position;
            if (((toldToAll >> i) & 1) != 0)
            {
                Encode(table, ref block, ref writer, first + i);
            }

            places[i] = new BitStretch(begin, writer.Position - begin);
        }

        block.End = usedBits = writer.Position;
        writer.Finish();
        table.Note(block);
    }

    private void Encode(CodeTable table, ref CodeBlock block, ref BitWriter writer, int slot)
    {
        var bit = 1UL << (slot % CodeBlock.Slots);
        var head = Now.HeadAt(slot);
        var row = Now.RowAt(slot);
        if (table.IsWhole)
        {
            block.Coded |= bit;
            codec.WriteWhole(ref writer, head, row);
            Encoded++;
            return;
        }

        if (!IsOf(head, table.Baseline, slot) || (table.Second is not null && !IsOf(head, table.Second, slot)) || (table.Third is not null && !IsOf(head, table.Third, slot)))
        {
            return;
        }

        block.Coded |= bit;
        var rows = new BaselineRows(table.Ages, table.Baseline!.RowAt(slot), Row(table.Second, slot), Row(table.Third, slot));
        if (codec.ChangeClass(head.Kind, rows) is not 0 and var changeClass)
        {
            block.AddResting(changeClass, bit);
            if (row.SequenceEqual(rows.Newest))
            {
                return;
            }

            block.Woken |= bit;
        }

        codec.WriteDelta(ref writer, head.Kind, rows, row);
        Encoded++;
    }

    private static ReadOnlySpan<int> Row(SealedTick? state, int slot) => state is null ? default : state.RowAt(slot);

    // Rule 5.
    private bool IsOf(EntityHead head, SealedTick? state, int slot)
    {
        var before = state?.HeadAt(slot) ?? EntityHead.None;
        return rules.Has(ExactnessRules.DeltaStaysWithItsEntity) ? before == head : before.IsPresent && before.Kind == head.Kind;
    }

    private static void Reserve(ref byte[] bytes, int used, int more)
    {
        if (bytes.Length - used < more)
        {
            Array.Resize(ref bytes, BitMath.PowerOfTwoAtLeast(used + more));
        }
    }
}

/// <summary>Where the bits of one owner's part lie, and a block with that slot alone.</summary>
internal readonly record struct OwnCode(int Begin, int Bits, CodeBlock Block);
