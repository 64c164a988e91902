using CsCheck;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Simulation.Numerics;

public sealed class MixTests
{
    [Test]
    public void FinishIsThePublishedSplitMix()
    {
        // The first outputs of SplitMix64 from seed 0: the state grows by the golden gamma before each.
        Assert.That(Mix.Finish(0x9E3779B97F4A7C15UL), Is.EqualTo(0xE220A8397B1DCDAFUL));
        Assert.That(Mix.Finish(unchecked(2 * 0x9E3779B97F4A7C15UL)), Is.EqualTo(0x6E789E6AA1B965F4UL));
    }

    [Test]
    public void OrderMattersWhenCombining() => Assert.That(Mix.Combine(1, 2), Is.Not.EqualTo(Mix.Combine(2, 1)));

    [Test]
    public void RowHashChangesWithAnySingleColumn() =>
        Gen.Select(Gen.Int.Array[1, 64], Gen.Int, Gen.Int).Sample((row, at, value) =>
        {
            var index = (int)((uint)at % row.Length);
            var changed = (int[])row.Clone();
            changed[index] = value;
            return (Mix.Row(3, 5, row) == Mix.Row(3, 5, changed)) == (row[index] == value);
        }, iter: 5_000);

    [Test]
    public void RowHashChangesWithSlotHeadAndOrder()
    {
        int[] row = [1, 2, 0, 0];

        Assert.That(
            new[] { Mix.Row(3, 5, row), Mix.Row(4, 5, row), Mix.Row(3, 6, row), Mix.Row(3, 5, [2, 1, 0, 0]), Mix.Row(3, 5, [1, 2, 0]), Mix.Row(3, 5, [0, 0, 1, 2]) },
            Is.Unique);
    }

    [Test]
    public void SwappingTheRowsOfTwoSlotsChangesTheSum() =>
        Gen.Select(Gen.Int.Array[4], Gen.Int.Array[4]).Sample((a, b) =>
            a.SequenceEqual(b) || unchecked(Mix.Row(0, 9, a) + Mix.Row(1, 9, b)) != unchecked(Mix.Row(1, 9, a) + Mix.Row(0, 9, b)), iter: 2_000);

    // On the wire in every acknowledgement: a change here is a new protocol version.
    [Test]
    public void RowHashHasTheseBits() =>
        Assert.That(Mix.Row(17, 0x1020304050607UL, [0, -1, int.MaxValue, 42]), Is.EqualTo(17139109195434663777UL));
}
