using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;

namespace GameServer.Tests.Protocol.Inputs;

internal sealed class InputDatagramTests
{
    private static readonly InputFields Fields = new DriftGame().Schema.Input;

    private static readonly Gen<InputHeader> Headers = Gen.Select(
        Gen.ULong[1, 1UL << 40],
        Gen.Select(Gen.ULong[0, 1UL << 40], Gen.ULong),
        Gen.OneOf(Gen.Const((ushort?)null), Gen.UShort.Select(static h => (ushort?)h)),
        Gen.UInt[70, 1u << 30],
        Gen.Int[0, ViewAge.Max],
        Gen.Int[1, InputDatagram.InputsMax],
        Gen.Byte,
        static (sequence, ack, hash, newest, view, count, corrections) => new InputHeader(
            sequence, new AckField(ack.Item1, ack.Item2), hash, new Tick(newest), view, count, sequence % InputDatagram.CorrectionsEvery == 0 ? corrections : (byte)0));

    private static readonly Gen<int[]> Row = Gen.Int.Array[5].Select(static values =>
        values.Select(static (v, i) => Fields.ColumnSpan[i].Min + (int)((uint)v % (Fields.ColumnSpan[i].Span + 1))).ToArray());

    [Test]
    public void HeaderComesBack() => Gen.Select(Headers, Gen.UInt[0, 8_000], Gen.UInt[0, 8_000]).Sample(
        static (header, ahead, behind) =>
        {
            var buffer = new byte[64];
            var writer = new BitWriter(buffer);
            InputDatagram.WriteHeader(ref writer, header);

            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            Assert.That(DatagramKinds.TryRead(ref reader, out var kind) && kind == DatagramKind.Input, Is.True);
            var around = header.Sequence > behind ? header.Sequence - behind : 0;
            Assert.That(InputDatagram.TryReadHeader(ref reader, around, header.Ack.Newest + ahead, header.Newest + (int)ahead, out var read), Is.True);
            Assert.That(read, Is.EqualTo(header));
            Assert.That(reader.IsAtEnd(), Is.True);
        },
        iter: 2_000);

    // 132 bits without them: kind 3, sequence 14, ack 14 + 1 + 64, no hash 1, tick 14, view 15, count 6.
    [TestCase(15ul, 132)]
    [TestCase(16ul, 140)]
    [TestCase(65_536ul, 140)]
    public void EverySixteenthTellsTheCorrections(ulong sequence, int bits)
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer);
        InputDatagram.WriteHeader(ref writer, new InputHeader(sequence, new AckField(9, 5), null, new Tick(100), 0, 1, Corrections: 0xA5));
        Assert.That(writer.Position, Is.EqualTo(bits));
    }

    [Test]
    public void InputsComeBack() => Row.Array[1, InputDatagram.InputsMax].Sample(
        static rows =>
        {
            var buffer = new byte[512];
            var writer = new BitWriter(buffer);
            var before = NeutralRow();
            foreach (var row in rows)
            {
                InputDatagram.WriteInput(ref writer, Fields, before, row);
                before = row;
            }

            Assert.That(writer.IsExhausted, Is.False);
            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            before = NeutralRow();
            foreach (var row in rows)
            {
                var read = new int[row.Length];
                Assert.That(InputDatagram.TryReadInput(ref reader, Fields, before, read), Is.True);
                Assert.That(read, Is.EqualTo(row));
                before = read;
            }

            Assert.That(reader.IsAtEnd(), Is.True);
        },
        iter: 500);

    [Test]
    public void ViewAgesComeBack() => Gen.Int[0, ViewAge.Max].Array[1, InputDatagram.InputsMax].Select(Gen.Int[-40, 40].Array[InputDatagram.InputsMax], Gen.Bool).Sample(
        static (any, steps, isSmooth) =>
        {
            // Any jumps, and such as a trimmed clock makes.
            var ages = any.ToArray();
            for (var i = 1; isSmooth && i < ages.Length; i++)
            {
                ages[i] = Math.Clamp(ages[i - 1] + steps[i], 0, ViewAge.Max);
            }

            var buffer = new byte[512];
            var writer = new BitWriter(buffer);
            InputDatagram.WriteViewAges(ref writer, ages);
            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            var read = new int[ages.Length];
            Assert.That(InputDatagram.TryReadViewAges(ref reader, new InputHeader(1, default, null, new Tick(100), ages[0], ages.Length), read), Is.True);
            Assert.That(read, Is.EqualTo(ages));
            Assert.That(reader.IsAtEnd(), Is.True);
        },
        iter: 2_000);

    [TestCase(100, 100, 1)]
    [TestCase(100, 131, 8)]
    [TestCase(100, 68, 8)]
    [TestCase(100, 132, 17)]
    public void AViewThatMovesOnEvenlyCostsOneBit(int newer, int older, int bits)
    {
        var writer = new BitWriter(new byte[8]);
        InputDatagram.WriteViewAges(ref writer, (int[])[newer, older]);
        Assert.That(writer.Position, Is.EqualTo(bits));
    }

    [TestCase(10, 0u)]
    [TestCase(ViewAge.Max - 10, 63u)]
    public void AViewAgeOutOfRangeIsRefused(int newest, uint step)
    {
        var buffer = new byte[4];
        var writer = new BitWriter(buffer);
        writer.Write(0b11, 2);
        writer.Write(step, 6);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(InputDatagram.TryReadViewAges(ref reader, new InputHeader(1, default, null, new Tick(100), newest, 2), new int[2]), Is.False);
    }

    [Test]
    public void UnchangedInputCostsOneBit()
    {
        var writer = new BitWriter(new byte[4]);
        InputDatagram.WriteInput(ref writer, Fields, [3, 4, 5, 1, 0], [3, 4, 5, 1, 0]);
        Assert.That(writer.Position, Is.EqualTo(1));
    }

    [Test]
    public void ValueBeyondItsRangeIsRefused()
    {
        // -1 to 1 in steps of 1/127 are 255 values in 8 bits: the 256th does not exist.
        Assert.That(ReadsFirstColumn(254), Is.True);
        Assert.That(ReadsFirstColumn(255), Is.False);
    }

    [Test]
    public void ViewAgeSaturates([Values(-1, 50_000)] int age)
    {
        var header = new InputHeader(1, default, null, new Tick(100), age, 1);
        var read = Read(header);
        Assert.That(read.ViewAge, Is.EqualTo(age < 0 ? 0 : ViewAge.Max));
    }

    [Test]
    public void SequenceZeroIsRefused()
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer);
        InputDatagram.WriteHeader(ref writer, new InputHeader(0, default, null, new Tick(100), 0, 1));
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()), DatagramKinds.Bits);
        Assert.That(InputDatagram.TryReadHeader(ref reader, 0, 0, new Tick(100), out _), Is.False);
    }

    [Test]
    public void EveryUnconfirmedInputOfTwoSecondsFitsADatagram()
    {
        // The most that a client ever sends: 64 inputs that all differ in every column.
        var writer = new BitWriter(new byte[DatagramLimits.InputBytesMax]);
        InputDatagram.WriteHeader(ref writer, new InputHeader(1, new AckField(9, 0), 7, new Tick(100), 0, InputDatagram.InputsMax));
        var before = NeutralRow();
        for (var i = 0; i < InputDatagram.InputsMax; i++)
        {
            int[] row = [i, -i, i, i & 1, (i + 1) & 1];
            InputDatagram.WriteInput(ref writer, Fields, before, row);
            before = row;
        }

        Assert.That(writer.IsExhausted, Is.False);
    }

    private static int[] NeutralRow()
    {
        var row = new int[Fields.ColumnSpan.Length];
        Fields.Neutral(row);
        return row;
    }

    private static bool ReadsFirstColumn(uint offset)
    {
        var buffer = new byte[4];
        var writer = new BitWriter(buffer);
        writer.Write(true);
        writer.Write(true);
        writer.Write(offset, 8);
        writer.Write(0, 4);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        return InputDatagram.TryReadInput(ref reader, Fields, NeutralRow(), new int[5]);
    }

    private static InputHeader Read(in InputHeader header)
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer);
        InputDatagram.WriteHeader(ref writer, header);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()), DatagramKinds.Bits);
        Assert.That(InputDatagram.TryReadHeader(ref reader, header.Sequence, header.Ack.Newest, header.Newest, out var read), Is.True);
        return read;
    }
}
