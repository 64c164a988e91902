using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class HashCheckTests
{
    [Test]
    public void HighestSixteenBitsTravel() => Assert.That(HashCheck.Of(0xABCD_0000_0000_0001), Is.EqualTo(0xABCD));

    [Test]
    public void NothingHeldIsZero() => Assert.That(HashCheck.Of(0), Is.Zero);
}
