using GameServer.Replication;

namespace GameServer.Tests.Replication;

internal sealed class AllowanceTests
{
    [TestCase(93, 4, 1, 64)]
    [TestCase(1_204, 4, 1, 1_175)]
    [TestCase(1_204 + 29 + 63, 4, 1, 1_175)]
    [TestCase(1_204 + 29 + 64, 4, 2, 1_175 + 64)]
    [TestCase(2_184, 4, 2, 2_184 - 58)]
    [TestCase(100_000, 4, 4, 4_700)]
    [TestCase(100_000, 1, 1, 1_175)]
    public void DatagramsAreAsManyAsAreWorthTheirHeaders(int wireBytes, int most, int datagrams, int bytes)
    {
        var allowance = new Allowance(wireBytes, DatagramBytesMax: 1_175);
        Assert.That(allowance.Datagrams(most), Is.EqualTo(datagrams));
        Assert.That(allowance.BytesOf(datagrams), Is.EqualTo(bytes));
    }

    [Test]
    public void BodiesAreWhatHeadersEndMarksAndRoundingLeave()
    {
        var allowance = new Allowance(WireBytes: 10_000, DatagramBytesMax: 100);
        Assert.That(allowance.BodyBitsOf(1, headerBits: 50), Is.EqualTo(800 - 50 - 1));
        Assert.That(allowance.BodyBitsOf(2, headerBits: 50), Is.EqualTo(1_600 - (2 * (50 + 1)) - 7));
    }
}
