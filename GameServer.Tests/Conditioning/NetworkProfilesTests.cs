using GameServer.Client.Conditioning;

namespace GameServer.Tests.Conditioning;

internal sealed class NetworkProfilesTests
{
    [Test]
    public void EveryNameIsFoundAndValid()
    {
        Assert.That(NetworkProfiles.Names, Is.Unique);
        Assert.That(NetworkProfiles.Names, Has.Count.EqualTo(24));
        foreach (var name in NetworkProfiles.Names)
        {
            Assert.That(NetworkProfiles.TryGet(name.ToLowerInvariant(), out var profile), Is.True);
            Assert.That(profile!.Name, Is.EqualTo(name));
            Assert.That(profile.Up.IsValid && profile.Down.IsValid, Is.True);
        }
    }

    [TestCase("")]
    [TestCase("N99")]
    [TestCase("N4 ")]
    public void UnknownNameIsNotFound(string name) => Assert.That(NetworkProfiles.TryGet(name, out _), Is.False);

    [Test]
    public void HeadlineIs200MsRoundTripFivePercentThirtyMsJitter()
    {
        foreach (var name in new[] { "N4", "N4b" })
        {
            NetworkProfiles.TryGet(name, out var profile);
            Assert.That(profile!.RoundTripSeconds, Is.EqualTo(0.2).Within(1e-9));
            Assert.That(profile.Up.JitterSeconds, Is.EqualTo(0.03));
            Assert.That(profile.Down.LossShare, Is.EqualTo(0.05));
            Assert.That(profile.Down.LossBurstMean, Is.EqualTo(name == "N4b" ? 3 : 1));
        }
    }

    [Test]
    public void EveryProfileLosesWhatItSays([ValueSource(typeof(NetworkProfiles), nameof(NetworkProfiles.Names))] string name)
    {
        NetworkProfiles.TryGet(name, out var profile);
        using var bench = new LinkBench(profile!, seed: 4);
        bench.Connect();
        bench.Run(end: 65, sendEvery: 1 / 60.0, bytes: 100, step: 0.005);
        foreach (var (direction, counters) in new[] { (profile!.Up, bench.Link.Up), (profile.Down, bench.Link.Down) })
        {
            Assert.That(counters.Offered, Is.InRange(3590, 3610));
            var passed = counters.Offered - counters.LostInOutage - counters.RateDropped;
            var tolerance = 0.002 + (4 * direction.LossBurstMean * Math.Sqrt(direction.LossShare / passed));
            Assert.That(counters.Lost / (double)passed, Is.EqualTo(direction.LossShare).Within(tolerance));
            Assert.That(counters.QueueDropped, Is.Zero);
        }
    }

    [Test]
    public void BurstsKeepTheShare()
    {
        NetworkProfiles.TryGet("N1", out var profile);
        var bursts = profile!.WithBursts(3);

        Assert.That(bursts.Up, Is.EqualTo(profile.Up with { LossBurstMean = 3 }));
        Assert.That(bursts.Name, Is.EqualTo("N1/bursts"));
    }
}
