using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tests.Bots.Fleet;

internal sealed class ChatterTests
{
    private const double Frame = 1 / 60.0;

    [Test]
    public void TheMeanIsWhatWasAskedFor() => Assert.That(Times(seconds: 5, seed: 1, index: 0).Count, Is.EqualTo(720).Within(30), "lines in an hour");

    [Test]
    public void TheSameSeedSpeaksAtTheSameTimes()
    {
        var again = Times(5, seed: 7, index: 3);
        Assert.That(Times(5, seed: 7, index: 3), Is.EqualTo(again));
    }

    [Test]
    public void BotsDoNotSpeakInStep()
    {
        var first = Enumerable.Range(0, 50).Select(static index => Times(5, seed: 1, index)[0]).ToArray();
        Assert.That(first.Distinct().Count(), Is.GreaterThan(40));
        Assert.That(first, Is.All.InRange(0, 5 * 60));
    }

    [Test]
    public void ZeroIsSilence() => Assert.That(Times(0, seed: 1, index: 0), Is.Empty);

    private static List<int> Times(double seconds, ulong seed, int index)
    {
        var chatter = new Chatter(seconds, seed, index);
        return [.. Enumerable.Range(0, 3600 * 60).Where(_ => chatter.After(Frame) is not null)];
    }
}
