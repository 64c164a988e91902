using System.Security.Cryptography;
using GameServer.Benchmarks.Datagrams;

namespace GameServer.Tests.Benchmarks.Datagrams;

internal sealed class SealPairTests
{
    private readonly byte[] scratch = new byte[100];

    [Test]
    public void EndsOpenWhatTheOtherSealed()
    {
        using var server = new SealPair(7, isServer: true);
        using var client = new SealPair(7, isServer: false);
        var datagram = new byte[3 + TransportOptions.SealBytes];
        server.Seal([1, 2, 3], datagram);
        Assert.That(client.Open(datagram, scratch).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        client.Seal([4, 5, 6], datagram);
        Assert.That(server.Open(datagram, scratch).ToArray(), Is.EqualTo(new byte[] { 4, 5, 6 }));
    }

    [TestCase(0)]
    [TestCase(9)]
    [TestCase(20)]
    public void ChangedByteIsNoticed(int at)
    {
        using var server = new SealPair(7, isServer: true);
        using var client = new SealPair(7, isServer: false);
        var datagram = new byte[3 + TransportOptions.SealBytes];
        server.Seal([1, 2, 3], datagram);
        datagram[at] ^= 1;
        Assert.That(() => client.Open(datagram, scratch).Length, Throws.InstanceOf<CryptographicException>());
    }
}
