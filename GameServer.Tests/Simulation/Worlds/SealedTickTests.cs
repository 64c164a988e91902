using CsCheck;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Worlds;

namespace GameServer.Tests.Simulation.Worlds;

public sealed class SealedTickTests
{
    private const int Stride = 5;

    private static readonly Gen<int[][]> Rows = Gen.Int.Array[Stride].Array[1, 20];

    private static SealedTick Sealed(int[][] rows)
    {
        var state = new SealedTick(Stride);
        state.Begin(new Tick(9), rows.Length);
        for (var slot = 0; slot < rows.Length; slot++)
        {
            rows[slot].CopyTo(state.BeginRow(slot, new EntityHead(1, 2, SeatId.None), isOwnerPart: false));
            state.EndRow(slot);
        }

        state.End();

        return state;
    }

    [Test]
    public void HashIsTheSumOfTheRows() => Rows.Sample(rows =>
    {
        var state = Sealed(rows);
        ulong byTable = 0, byHand = 0;
        for (var slot = 0; slot < rows.Length; slot++)
        {
            byTable = unchecked(byTable + state.HashAt(slot));
            byHand = unchecked(byHand + Mix.Row(slot, state.HeadAt(slot).Bits, rows[slot]));
        }

        return state.Hash == byTable && state.Hash == byHand;
    });

    [Test]
    public void HashOfSomeSlotsIsTheSumOfTheirs() => Gen.Select(Gen.Int[0, 140], Gen.ULong, Gen.ULong, Gen.ULong, Gen.Int[0, 2]).Sample(static (slotCount, present, own, slots, word) =>
    {
        var state = new SealedTick(Stride);
        state.Begin(new Tick(9), slotCount);
        for (var slot = 0; slot < slotCount; slot++)
        {
            if (((present >> (slot % 64)) & 1) != 0)
            {
                state.BeginRow(slot, new EntityHead(1, 2, SeatId.None), isOwnerPart: ((own >> (slot % 64)) & 1) != 0)[0] = slot;
                state.EndRow(slot);
            }
        }

        state.End();
        foreach (var chosen in (ulong[])[slots, slots & own & present, ulong.MaxValue, 0, ~1UL])
        {
            var sum = 0UL;
            for (var i = 0; i < 64; i++)
            {
                sum = unchecked(sum + (((chosen >> i) & 1) != 0 ? state.HashAt((word * 64) + i) : 0));
            }

            Assert.That(state.HashOf(word, chosen), Is.EqualTo(sum));
        }
    });

    [Test]
    public void HashDoesNotDependOnTheOrderOfSealing() => Rows.Sample(rows =>
    {
        var state = new SealedTick(Stride);
        state.Begin(new Tick(9), rows.Length);
        for (var slot = rows.Length - 1; slot >= 0; slot--)
        {
            rows[slot].CopyTo(state.BeginRow(slot, new EntityHead(1, 2, SeatId.None), isOwnerPart: false));
            state.EndRow(slot);
        }

        state.End();

        return state.Hash == Sealed(rows).Hash;
    });

    [Test]
    public void AnySingleChangedColumnChangesTheHash() => Gen.Select(Rows, Gen.UShort, Gen.Int[0, Stride - 1], Gen.Int).Sample((rows, at, column, value) =>
    {
        var before = Sealed(rows).Hash;
        ref var changed = ref rows[at % rows.Length][column];
        var isSame = changed == value;
        changed = value;
        return (Sealed(rows).Hash == before) == isSame;
    }, iter: 5_000);

    [Test]
    public void BeginForgetsTheTickThatWasThere()
    {
        var state = Sealed([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]);

        state.Begin(new Tick(10), 2);

        Assert.That((state.HeadAt(0).IsPresent, state.HashAt(1), state.Hash), Is.EqualTo((false, 0UL, 0UL)));
        Assert.That(state.BeginRow(0, new EntityHead(2, 2, SeatId.None), isOwnerPart: false).ToArray(), Is.All.Zero);
    }

    [TestCase(-1)]
    [TestCase(1)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void SlotOutOfRangeHoldsNothing(int slot)
    {
        var state = Sealed([[1, 2, 3, 4, 5]]);

        Assert.That((state.HeadAt(slot).IsPresent, state.HashAt(slot)), Is.EqualTo((false, 0UL)));
    }
}
