using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Repairs;
using GameServer.Simulation.Identity;
using static GameServer.Tests.Protocol.Snapshots.BitText;

namespace GameServer.Tests.Protocol.Repairs;

internal sealed class RepairDatagramTests
{
    private const int Stride = 3;
    private const int Seed = 20261124;
    private static readonly EntityHead Head = new(7, 2, new SeatId(4));

    [Test]
    public void QuestionAboutBlocksIsAsTheProtocolSays() =>
        Assert.That(AskAboutBlocks(20_001), Is.EqualTo(Bytes([U(3, 3), "0", U(14, 20_001 & 0x3FFF)])));

    [Test]
    public void QuestionAboutRowsIsAsTheProtocolSays() => Assert.That(
        AskAboutRows(new RowName(300, new Tick(20_000)), new RowName(65_535, new Tick(5))),
        Is.EqualTo(Bytes([U(3, 3), "1", U(3, 2), U(16, 300), U(14, 20_000 & 0x3FFF), U(16, 65_535), U(14, 5)])));

    [Test]
    public void AnswerWithBlocksIsAsTheProtocolSays() =>
        Assert.That(AnswerBlocks(9, 0xABCD, 1), Is.EqualTo(Bytes([U(3, 4), "0", U(14, 9), U(8, 2), U(16, 0xABCD), U(16, 1)])));

    [Test]
    public void AnswerWithRowsIsAsTheProtocolSays() => Assert.That(
        AnswerRows((new RowName(3, new Tick(8)), Head, [1, -1, int.MinValue]), (new RowName(4, new Tick(8)), EntityHead.None, [])),
        Is.EqualTo(Bytes(
        [
            U(3, 4), "1", U(3, 2),
            U(16, 3), U(14, 8), "1", U(16, 7), U(8, 2), U(16, 5), U(32, 1), U(32, uint.MaxValue), U(32, 0x80000000),
            U(16, 4), U(14, 8), "0",
        ])));

    [Test]
    public void QuestionIsReadAsItWasAsked()
    {
        Span<RowName> rows = stackalloc RowName[RepairQuestion.RowsMax];
        var reader = new BitReader(AskAboutBlocks(20_001), DatagramKinds.Bits);
        Assert.That(RepairQuestion.TryRead(ref reader, 20_010, new Tick(1), out var sequence, rows, out var count), Is.True);
        Assert.That((sequence, count), Is.EqualTo((20_001UL, 0)));

        reader = new BitReader(AskAboutRows(new RowName(300, new Tick(20_000))), DatagramKinds.Bits);
        Assert.That(RepairQuestion.TryRead(ref reader, 1, new Tick(20_030), out sequence, rows, out count), Is.True);
        Assert.That((sequence, count, rows[0]), Is.EqualTo((0UL, 1, new RowName(300, new Tick(20_000)))));
    }

    [Test]
    public void AnswerIsReadAsItWasGiven()
    {
        var reader = new BitReader(AnswerRows((new RowName(3, new Tick(8)), Head, [1, -1, int.MinValue]), (new RowName(4, new Tick(8)), EntityHead.None, [])), DatagramKinds.Bits);
        Assert.That(RepairAnswer.TryBegin(ref reader, 1, Stride, out var sequence, out var count), Is.True);
        Assert.That((sequence, count), Is.EqualTo((0UL, 2)));
        var row = new int[Stride];
        Assert.That(RepairAnswer.ReadRow(ref reader, new Tick(10), row, out var head), Is.EqualTo(new RowName(3, new Tick(8))));
        Assert.That((head, row), Is.EqualTo((Head.Bits, new[] { 1, -1, int.MinValue })));
        Assert.That(RepairAnswer.ReadRow(ref reader, new Tick(10), row, out head), Is.EqualTo(new RowName(4, new Tick(8))));
        Assert.That((head, row), Is.EqualTo((0UL, new int[Stride])));
    }

    [Test]
    public void LongestOfEachFitsIntoItsDatagram()
    {
        Assert.That(AskAboutRows([.. Enumerable.Repeat(new RowName(1, new Tick(1)), RepairQuestion.RowsMax)]), Has.Length.EqualTo(RepairQuestion.BytesMax));
        Assert.That(AnswerBlocks(1, new ushort[RepairBlocks.CountMax]), Has.Length.LessThanOrEqualTo(DatagramLimits.InputBytesMax));
        for (var stride = 1; stride <= 60; stride++)
        {
            var rows = RepairAnswer.RowsThatFit(DatagramLimits.InputBytesMax, stride);
            Assert.That(AnswerRows([.. Enumerable.Repeat((new RowName(1, new Tick(1)), Head, new int[stride]), Math.Min(rows, RepairQuestion.RowsMax))]), Has.Length.LessThanOrEqualTo(DatagramLimits.InputBytesMax));
        }
    }

    [Test]
    public void EverySlotIsInOneBlock([Values(0, 1, 8, 9, 1784, 1792, 1793, 65_535)] int slots)
    {
        var next = 0;
        for (var block = 0; block < RepairBlocks.Count(slots); block++)
        {
            Assert.That(RepairBlocks.First(block), Is.EqualTo(next));
            next = RepairBlocks.End(block, slots);
            Assert.That(next, Is.GreaterThan(RepairBlocks.First(block)));
        }

        Assert.That(next, Is.EqualTo(slots));
    }

    [Test]
    public void CutOrLengthenedDatagramsAreRefused()
    {
        byte[][] questions = [AskAboutBlocks(5), AskAboutRows(new RowName(300, new Tick(5)), new RowName(301, new Tick(5)))];
        byte[][] answers = [AnswerBlocks(5, 1, 2, 3), AnswerRows((new RowName(3, new Tick(8)), Head, [1, 2, 3]))];
        foreach (var whole in questions.Concat(answers))
        {
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.That(IsRead(whole.AsSpan(0, length), questions.Contains(whole)), Is.False, $"{length} of {whole.Length} bytes");
            }

            Assert.That(IsRead(whole, questions.Contains(whole)), Is.True);
            Assert.That(IsRead([.. whole, 0], questions.Contains(whole)), Is.False);
        }
    }

    [Test]
    public void CountsBeyondTheLimitsAreRefused()
    {
        Assert.That(IsRead(Bytes([U(3, 3), "1", U(3, 0)]), isQuestion: true), Is.False, "a question about nothing");
        Assert.That(IsRead(Bytes([U(3, 3), "1", U(3, 5), .. Enumerable.Repeat(U(30, 1), 5)]), isQuestion: true), Is.False);
        Assert.That(IsRead(Bytes([U(3, 4), "0", U(14, 1), U(8, 225), .. Enumerable.Repeat(U(16, 1), 225)]), isQuestion: false), Is.False);
        Assert.That(IsRead(Bytes([U(3, 4), "1", U(3, 5), .. Enumerable.Repeat(U(31, 1), 5)]), isQuestion: false), Is.False);
    }

    [Test]
    public void NoiseNeverThrowsAndAllocatesNothing()
    {
        var random = new Random(Seed);
        var bytes = new byte[DatagramLimits.InputBytesMax];
        Feed(random, bytes, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Feed(random, bytes, 200_000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(read, Is.Positive, "some of it is a datagram by chance");
    }

    private static int Feed(Random random, byte[] bytes, int count)
    {
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            var datagram = bytes.AsSpan(0, random.Next(1, i % 3 == 0 ? bytes.Length : 12));
            random.NextBytes(datagram);
            read += IsRead(datagram, i % 2 == 0) ? 1 : 0;
        }

        return read;
    }

    private static bool IsRead(ReadOnlySpan<byte> datagram, bool isQuestion)
    {
        var reader = new BitReader(datagram, Math.Min(DatagramKinds.Bits, datagram.Length * 8));
        Span<RowName> rows = stackalloc RowName[RepairQuestion.RowsMax];
        return isQuestion ? RepairQuestion.TryRead(ref reader, 100, new Tick(100), out _, rows, out _) : RepairAnswer.TryBegin(ref reader, 100, Stride, out _, out _);
    }

    private static byte[] AskAboutBlocks(ulong sequence)
    {
        var bytes = new byte[RepairQuestion.BytesMax];
        var writer = new BitWriter(bytes);
        RepairQuestion.WriteAboutBlocks(ref writer, sequence);
        return Finished(bytes, writer);
    }

    private static byte[] AskAboutRows(params RowName[] rows)
    {
        var bytes = new byte[RepairQuestion.BytesMax];
        var writer = new BitWriter(bytes);
        RepairQuestion.WriteAboutRows(ref writer, rows);
        return Finished(bytes, writer);
    }

    private static byte[] AnswerBlocks(ulong sequence, params ushort[] hashes)
    {
        var bytes = new byte[DatagramLimits.InputBytesMax];
        var writer = new BitWriter(bytes);
        RepairAnswer.BeginBlocks(ref writer, sequence, hashes.Length);
        foreach (var hash in hashes)
        {
            RepairAnswer.WriteHash(ref writer, hash);
        }

        return Finished(bytes, writer);
    }

    private static byte[] AnswerRows(params (RowName Name, EntityHead Head, int[] Row)[] rows)
    {
        var bytes = new byte[DatagramLimits.InputBytesMax * 4];
        var writer = new BitWriter(bytes);
        RepairAnswer.BeginRows(ref writer, rows.Length);
        foreach (var (name, head, row) in rows)
        {
            RepairAnswer.WriteRow(ref writer, name, head, row);
        }

        return Finished(bytes, writer);
    }

    private static byte[] Finished(byte[] bytes, BitWriter writer)
    {
        Assert.That(writer.IsExhausted, Is.False);
        return bytes[..writer.Finish()];
    }
}
