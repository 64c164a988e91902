using System.Numerics;
using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class ColumnCodeTests
{
    private static readonly Column[] Columns =
    [
        new("flag", 0, 1, ColumnModel.Plain),
        new("one", 5, 6, ColumnModel.Plain),
        new("number", -7, 100, ColumnModel.Plain),
        new("anything", int.MinValue, int.MaxValue, ColumnModel.Plain),
        new("half", 0, int.MaxValue, ColumnModel.Plain),
        new("speed", -2048, 2047, ColumnModel.Velocity),
        new("turn", 0, 1, ColumnModel.Angle),
        new("heading", 0, 4095, ColumnModel.Angle),
        new("fine", 0, (1 << 24) - 1, ColumnModel.Angle),
        new("name", int.MinValue, int.MaxValue, ColumnModel.Opaque),
    ];

    private static readonly Column Position = new("place", -65_536, 65_535, ColumnModel.Position, VelocityColumn: 0, VelocityRatio: 4);

    [Test]
    public void EveryModelBringsEveryValueBack([ValueSource(nameof(Columns))] Column column)
    {
        var code = new ColumnCode(column, 60);
        int[] values = [column.Min, column.Max, (int)(((long)column.Min + column.Max) / 2), Clamp(column, 0), Clamp(column, 1), Clamp(column, 40), Clamp(column, -40)];
        foreach (var age in (int[])[1, 2, 3, 6, 12, 72, 288, 511])
        {
            foreach (var from in values)
            {
                foreach (var to in values)
                {
                    AssertComesBack(code, [from], [to], 0, age);
                }
            }
        }
    }

    [Test]
    public void PositionComesBackWhateverTheVelocities() =>
        Gen.Select(Gen.Int[-65_536, 65_535], Gen.Int[-65_536, 65_535], Gen.Int[-2_048, 2_047], Gen.Int[-2_048, 2_047], Gen.Int[1, 511]).Sample(
            static (from, to, speedBefore, speed, age) => AssertComesBack(new ColumnCode(Position, 60), [speedBefore, from], [speed, to], 1, age),
            iter: 5_000);

    [Test]
    public void GuessIsTheDocumentedIntegerFormula() =>
        Gen.Select(Gen.Int[-60_000, 60_000], Gen.Int[-2_048, 2_047], Gen.Int[-2_048, 2_047], Gen.Int[1, 511], Gen.OneOf(1, 20, 30, 60, 144, 240)).Sample(
            static (from, speedBefore, speed, age, tickRate) =>
            {
                // In unbounded integers, so that no rounding of a float and no overflow could hide in the code and here alike.
                var m = new BigInteger(Math.Round((1 << 20) * 4.0 / tickRate / 2));
                var moved = (((BigInteger)(speedBefore + speed) * age * m) + (1 << 19)) >> 20;
                var guess = (int)BigInteger.Max(Position.Min, BigInteger.Min(Position.Max, from + moved));

                // A value as guessed is a difference of 0: zeros alone, and as short as a code gets.
                var code = Written(Position, tickRate, [speedBefore, from], [speed, guess], 1, age, out var shortest);
                Assert.That(new BitReader(code).Read(shortest), Is.Zero);
                Written(Position, tickRate, [speedBefore, from], [speed, guess == Position.Max ? guess - 1 : guess + 1], 1, age, out var beside);
                Assert.That(beside, Is.GreaterThanOrEqualTo(shortest));
            },
            iter: 5_000);

    [Test]
    public void AngleTakesTheShorterWayRound()
    {
        var heading = Columns.First(static c => c.Name == "heading");
        Assert.That(Bits(heading, 4095, 0), Is.EqualTo(Bits(heading, 10, 11)), "one step on, over the end");
        Assert.That(Bits(heading, 0, 4095), Is.EqualTo(Bits(heading, 11, 10)), "one step back, over the end");
    }

    [Test]
    public void JumpCostsTheValueAndSevenBits()
    {
        var number = new Column("number", 0, 100_000, ColumnModel.Plain);
        Assert.That(Bits(number, 0, 99_999), Is.EqualTo(7 + number.Bits));
        Assert.That(Bits(number, 0, 63), Is.LessThan(7 + number.Bits));
    }

    [Test]
    public void UnchangedReferenceCostsOneBitAndAChangedOneItsWholeValue()
    {
        var name = Columns.First(static c => c.Name == "name");
        Assert.That(Bits(name, 77, 77), Is.EqualTo(1));
        Assert.That(Bits(name, 77, 78), Is.EqualTo(33));
    }

    // Was once written as the difference modulo 2^32, which leads out of the range again and made every client refuse the datagram.
    [Test]
    public void DifferenceBeyondThirtyTwoBitsIsWrittenAsTheValue()
    {
        var anything = new Column("anything", int.MinValue, int.MaxValue, ColumnModel.Plain);
        AssertComesBack(new ColumnCode(anything, 60), [int.MinValue], [int.MaxValue], 0, 1);
        AssertComesBack(new ColumnCode(anything, 60), [int.MaxValue], [int.MinValue], 0, 1);
        AssertComesBack(new ColumnCode(anything, 60), [0], [int.MinValue], 0, 1);
    }

    [Test]
    public void NoiseNeverLeadsOutOfTheRange() => Gen.Select(Gen.Byte.Array[0, 8], Gen.Int[0, 9], Gen.Int, Gen.Int[1, 511]).Sample(
        static (bytes, which, seed, age) =>
        {
            var column = Columns[which];
            var from = (int)new Random(seed).NextInt64(column.Min, column.Max + 1L);
            int[] baseline = [from], row = [0];
            var reader = new BitReader(bytes);
            if (new ColumnCode(column, 60).TryReadDelta(ref reader, baseline, row, 0, age, ColumnCode.LineOf(age) + (seed & 3), out var value, out _))
            {
                Assert.That(value, Is.InRange(column.Min, column.Max));
            }
        },
        iter: 10_000);

    private static int Clamp(Column column, int value) => Math.Clamp(value, column.Min, column.Max);

    private static int Bits(Column column, int from, int to)
    {
        Written(column, 60, [from], [to], 0, 1, out var bits);
        return bits;
    }

    private static byte[] Written(Column column, int tickRate, int[] baseline, int[] row, int index, int age, out int bits)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        var code = new ColumnCode(column, tickRate);
        code.WriteDelta(ref writer, code.Residual(baseline, row, index, age), row[index], ColumnCode.LineOf(age));
        bits = writer.Position;
        return buffer[..writer.Finish()];
    }

    private static void AssertComesBack(ColumnCode code, int[] baseline, int[] row, int index, int age)
    {
        var buffer = new byte[16];
        var residual = code.Residual(baseline, row, index, age);
        for (var context = 0; context <= ColumnCode.NothingBefore; context++)
        {
            var writer = new BitWriter(buffer);
            code.WriteDelta(ref writer, residual, row[index], ColumnCode.LineOf(age) + context);
            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            var isRead = code.TryReadDelta(ref reader, baseline, row, index, age, ColumnCode.LineOf(age) + context, out var value, out var difference);
            if (!isRead || value != row[index] || !reader.IsAtEnd() || difference != ColumnCode.ClassOf(residual))
            {
                Assert.Fail($"{baseline[index]} to {row[index]} after {age} ticks in context {context} came back as {value} ({isRead}), class {difference}.");
            }
        }
    }
}
