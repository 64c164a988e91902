using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class SnapshotHeaderTests
{
    private static readonly Gen<Pace> Paces = Gen.Frequency((1, Gen.Const(default(Pace))), (1, Gen.Select(Gen.Bool, Gen.Int[Pace.TempoMin, Pace.WholeTempo], static (sparing, tempo) => new Pace(sparing, tempo))));

    private static readonly Gen<SnapshotHeader> Headers = Gen.Select(
        Gen.ULong[1, 1UL << 40], Gen.UInt[0, 1u << 30], Gen.Int[0, SnapshotHeader.ConsumedAgeMax], Gen.Int[-128, 127], Gen.Int[-256, 255], Paces,
        static (sequence, tick, consumed, ahead, wait, pace) => new SnapshotHeader(sequence, new Tick(tick), consumed, ahead, wait) { Pace = pace });

    [Test]
    public void HeaderComesBack() => Gen.Select(Headers, Gen.UInt[0, 8_000]).Sample(
        static (header, lead) =>
        {
            var bytes = Write(header);
            var around = header.Sequence > lead ? header.Sequence - lead : 0;
            Assert.That(TryRead(bytes, around, header.Tick + (int)lead, out var read), Is.True);
            Assert.That(read, Is.EqualTo(header));
        },
        iter: 2_000);

    [Test]
    public void ValuesOutOfRangeSaturate()
    {
        Assert.That(TryRead(Write(new SnapshotHeader(1, new Tick(5), 900, 300, 1_000)), 1, new Tick(5), out var high), Is.True);
        Assert.That(high, Is.EqualTo(new SnapshotHeader(1, new Tick(5), SnapshotHeader.ConsumedAgeMax, 127, 255)));
        Assert.That(TryRead(Write(new SnapshotHeader(1, new Tick(5), 0, -300, -1_000)), 1, new Tick(5), out var low), Is.True);
        Assert.That(low, Is.EqualTo(new SnapshotHeader(1, new Tick(5), 0, -128, -256)));
    }

    [Test]
    public void InputThatWasJustConsumedSavesEightBits()
    {
        Assert.That(BitsOf(new SnapshotHeader(1, new Tick(5), 1, 0, 0)) - BitsOf(new SnapshotHeader(1, new Tick(5), 0, 0, 0)), Is.EqualTo(8));
    }

    [Test]
    public void FullPaceCostsOneBit() =>
        Assert.That(BitsOf(new SnapshotHeader(1, new Tick(5), 0, 0, 0) { Pace = new Pace(true, 40) }) - BitsOf(new SnapshotHeader(1, new Tick(5), 0, 0, 0)), Is.EqualTo(7));

    [TestCase(0, 0, Description = "the full pace the long way")]
    [TestCase(0, 59, Description = "slower than the slowest")]
    [TestCase(1, 63)]
    public void PaceThatIsNoneIsRefused(int sparing, int slowness)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        writer.Write((uint)DatagramKind.Snapshot, DatagramKinds.Bits);
        writer.Write(1, LowBits.Count);
        writer.Write(5, LowBits.Count);
        writer.Write(true);
        writer.Write((uint)sparing, 1);
        writer.Write((uint)slowness, 6);
        writer.Write(false);
        writer.Write(0, 17);
        Assert.That(TryRead(buffer.AsSpan(0, writer.Finish()), 1, new Tick(5), out _), Is.False);
    }

    [Test]
    public void NoAgeTheLongWayIsRefused()
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        writer.Write((uint)DatagramKind.Snapshot, DatagramKinds.Bits);
        writer.Write(1, LowBits.Count);
        writer.Write(5, LowBits.Count);
        writer.Write(false);
        writer.Write(true);
        writer.Write(false);
        writer.Write(0, 7);
        writer.Write(0, 17);
        Assert.That(TryRead(buffer.AsSpan(0, writer.Finish()), 1, new Tick(5), out _), Is.False);
    }

    [Test]
    public void SequenceZeroIsRefused() => Assert.That(TryRead(Write(new SnapshotHeader(0, new Tick(5), 0, 0, 0)), 0, new Tick(5), out _), Is.False);

    [Test]
    public void CutHeaderIsRefused()
    {
        var bytes = Write(new SnapshotHeader(77, new Tick(5), 3, 2, 1));
        for (var length = 1; length < bytes.Length; length++)
        {
            Assert.That(TryRead(bytes.AsSpan(0, length), 77, new Tick(5), out _), Is.False, $"{length} bytes");
        }
    }

    private static int BitsOf(in SnapshotHeader header)
    {
        var writer = new BitWriter(new byte[16]);
        header.Write(ref writer);
        return writer.Position;
    }

    private static byte[] Write(in SnapshotHeader header)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        header.Write(ref writer);
        return buffer[..writer.Finish()];
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, ulong sequence, Tick tick, out SnapshotHeader header)
    {
        var reader = new BitReader(bytes);
        Assert.That(DatagramKinds.TryRead(ref reader, out var kind) && kind == DatagramKind.Snapshot, Is.True);
        return SnapshotHeader.TryRead(ref reader, sequence, tick, out header);
    }
}
