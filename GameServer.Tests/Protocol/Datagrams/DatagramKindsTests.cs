using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;

namespace GameServer.Tests.Protocol.Datagrams;

internal sealed class DatagramKindsTests
{
    [TestCase(0, false)]
    [TestCase(1, true)]
    [TestCase(2, true)]
    [TestCase(3, true)]
    [TestCase(4, true)]
    [TestCase(5, false)]
    [TestCase(6, false)]
    [TestCase(7, false)]
    public void OnlyTheKindsThatExistAreRead(byte first, bool exists)
    {
        var reader = new BitReader([first]);
        Assert.That(DatagramKinds.TryRead(ref reader, out _), Is.EqualTo(exists));
    }

    [Test]
    public void EmptyDatagramHasNoKind()
    {
        var reader = new BitReader([]);
        Assert.That(DatagramKinds.TryRead(ref reader, out _), Is.False);
    }
}
