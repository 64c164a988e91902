using GameServer.Transport;

namespace GameServer.Tests.Transport;

internal sealed class PacketHeaderTests
{
    private const byte Merged = (byte)PacketKind.Merged;

    [Test]
    public void MergedDataPasses() =>
        Assert.That(PacketHeader.MayMerge([Merged, 2, 0, 0, 9, 4, 0, 1, 0, 0, 2], out _), Is.True);

    [TestCase(new byte[] { Merged }, TestName = "NoPart")]
    [TestCase(new byte[] { Merged, 1 }, TestName = "HalfALength")]
    [TestCase(new byte[] { Merged, 0, 0 }, TestName = "EmptyPart")]
    [TestCase(new byte[] { Merged, 2, 0, 0 }, TestName = "PartBeyondTheEnd")]
    [TestCase(new byte[] { Merged, 255, 255, 0 }, TestName = "PartOf65535")]
    [TestCase(new byte[] { Merged, 1, 0, 0, 7 }, TestName = "TrailingByte")]
    [TestCase(new byte[] { Merged, 4, 0, Merged, 1, 0, 0 }, TestName = "MergedInsideMerged")]
    [TestCase(new byte[] { Merged, 3, 0, 4, 1, 0 }, TestName = "PingInside")]
    [TestCase(new byte[] { Merged, 9, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0 }, TestName = "DisconnectInside")]
    [TestCase(new byte[] { Merged, 1, 0, 31 }, TestName = "UnknownKindInside")]
    public void MisfittingMergeIsRefused(byte[] packet)
    {
        Assert.That(PacketHeader.MayMerge(packet, out var reason), Is.False);
        Assert.That(reason, Is.EqualTo(RefusalReason.BadMerge));
    }

    [Test]
    public void FragmentInsideIsRefused()
    {
        Assert.That(PacketHeader.MayMerge([Merged, 10, 0, 0x81, 0, 0, 2, 0, 0, 0, 0, 2, 0], out var reason), Is.False);
        Assert.That(reason, Is.EqualTo(RefusalReason.Fragment));
    }

    [Test]
    public void MoreThanTheMostPartsIsRefused()
    {
        List<byte> packet = [Merged];
        for (var i = 0; i < PacketHeader.MergedPartsMax; i++)
        {
            packet.AddRange([1, 0, 0]);
        }

        Assert.That(PacketHeader.MayMerge(packet.ToArray(), out _), Is.True);
        packet.AddRange([1, 0, 0]);
        Assert.That(PacketHeader.MayMerge(packet.ToArray(), out _), Is.False);
    }

    [TestCase(1)]
    [TestCase(3)]
    public void DataShorterThanItsHeaderIsRefused(int length)
    {
        Assert.That(PacketHeader.MayCarry(new byte[] { 1, 0, 0, 2 }.AsSpan(0, length), out var reason), Is.False);
        Assert.That(reason, Is.EqualTo(RefusalReason.Malformed));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(255)]
    public void OtherChannelIsRefused(byte channel)
    {
        Assert.That(PacketHeader.MayCarry([1, 0, 0, channel], out var reason), Is.False);
        Assert.That(reason, Is.EqualTo(RefusalReason.WrongChannel));
    }
}
