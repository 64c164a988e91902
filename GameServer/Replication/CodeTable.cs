using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>The codes of one tick against the states of certain ages, in blocks of 64 slots that are made on first use. Reused from tick to tick.</summary>
internal sealed class CodeTable
{
    private CodeBlock[] blocks = [];
    private BitStretch[] places = [];
    private int restingClasses;

    public BaselineAges Ages { get; private set; }

    /// <summary>The next table with the same age of the baseline.</summary>
    public CodeTable? Next { get; set; }

    /// <summary>The states that the deltas lean on; null for those that are not named. All are null for codes of whole entities.</summary>
    public SealedTick? Baseline { get; private set; }

    public SealedTick? Second { get; private set; }

    public SealedTick? Third { get; private set; }

    public bool IsWhole => Ages.Count == 0;

    public ref CodeBlock this[int block] => ref blocks[block];

    /// <summary>Whether any slot of the blocks made so far rests in one of the codec's change classes.</summary>
    public bool Rests(int changeClass) => ((restingClasses >> changeClass) & 1) != 0;

    /// <summary>Per slot where its code is, in the buffer of the tick.</summary>
    public Span<BitStretch> Places => places;

    public void Begin(BaselineAges ages, SealedTick? baseline, SealedTick? second, SealedTick? third, int slotCount)
    {
        (Ages, Baseline, Second, Third) = (ages, baseline, second, third);
        var blockCount = (slotCount + CodeBlock.Slots - 1) / CodeBlock.Slots;
        if (blocks.Length < blockCount)
        {
            var capacity = Simulation.Numerics.BitMath.PowerOfTwoAtLeast(blockCount);
            blocks = new CodeBlock[capacity];
            places = new BitStretch[capacity * CodeBlock.Slots];
        }

        blocks.AsSpan(0, blockCount).Clear();
        restingClasses = 0;
    }

    /// <summary>A block was made.</summary>
    public void Note(in CodeBlock block)
    {
        for (var changeClass = 1; changeClass <= CodeBlock.ChangeClasses; changeClass++)
        {
            restingClasses |= block.Resting(changeClass) != 0 ? 1 << changeClass : 0;
        }
    }
}

/// <summary>64 slots: which of them can be told of in this way, which rest, and which of those changed all the same. A bit each.</summary>
internal struct CodeBlock
{
    public const int Slots = 64;

    /// <summary>The most classes that a codec tells apart.</summary>
    public const int ChangeClasses = 3;

    public bool IsMade;

    /// <summary>First bit of the block's codes.</summary>
    public int Begin;

    /// <summary>The bit behind the last of them.</summary>
    public int End;

    /// <summary>Slots with a code, be it of no bits.</summary>
    public ulong Coded;

    /// <summary>Resting slots that changed all the same.</summary>
    public ulong Woken;

    private ulong restingLikely;
    private ulong restingLess;
    private ulong restingLeast;

    /// <summary>Slots with bits of their own: all that are coded but those which rest.</summary>
    public readonly ulong Written => (Coded & ~(restingLikely | restingLess | restingLeast)) | Woken;

    /// <summary>Slots of one change class of the codec's, 1 to 3.</summary>
    public readonly ulong Resting(int changeClass) => changeClass == 1 ? restingLikely : changeClass == 2 ? restingLess : restingLeast;

    public void AddResting(int changeClass, ulong slot)
    {
        restingLikely |= changeClass == 1 ? slot : 0;
        restingLess |= changeClass == 2 ? slot : 0;
        restingLeast |= changeClass > 2 ? slot : 0;
    }
}
