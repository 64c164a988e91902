using System.Net;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

internal sealed class SourceSharesTests
{
    [Test]
    public void SourceGetsItsFewAndAnewInTheNextWindow()
    {
        var shares = new SourceShares(perWindow: 2);
        var source = new IPEndPoint(IPAddress.Loopback, 1);
        shares.Refill(TimeSpan.FromSeconds(1));
        Assert.That((shares.TryTake(source), shares.TryTake(source), shares.TryTake(source)), Is.EqualTo((true, true, false)));
        shares.Refill(TimeSpan.FromSeconds(1.249));
        Assert.That(shares.TryTake(source), Is.False);
        shares.Refill(TimeSpan.FromSeconds(1.25));
        Assert.That(shares.TryTake(source), Is.True);
    }

    [Test]
    public void SourcesDoNotShareButByChance()
    {
        var shares = new SourceShares(perWindow: 1);
        shares.Refill(TimeSpan.FromSeconds(1));
        var served = Enumerable.Range(1, 100).Count(port => shares.TryTake(new IPEndPoint(IPAddress.IPv6Loopback, port)));
        Assert.That(served, Is.GreaterThan(90), "of 100 sources in 4096 cells about one meets another");
    }
}
