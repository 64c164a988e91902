using GameServer.Tools.Bots.Commands;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tests.Bots.Commands;

internal sealed class SummaryTests
{
    [Test]
    public void AgeThatWasNotMeasuredNamesTheOptionItNeeds()
    {
        var report = BotsReport.Form();
        Assert.That(Summary.Of(report), Does.Contain("snapshot age, ms      p50").And.Not.Contain("--tick-trace"));
        report["snapshotAgeMs"] = null;
        Assert.That(Summary.Of(report), Does.Contain("snapshot age, ms      not measured; needs --tick-trace").And.Not.Contain("p99.9"));
    }
}
