using GameServer.Client.Conditioning;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Tests.Simulator.Runs;

internal sealed class SeedRunTests
{
    private static IEnumerable<string> Profiles => NetworkProfiles.Names.Append("N13");

    [Test]
    public void SwarmRunsWithoutAViolation([Range(1, 12)] int seed)
    {
        var options = new RunOptions();
        AssertHealthy(SeedRun.Run((ulong)seed, options), options);
    }

    [TestCaseSource(nameof(Profiles))]
    public void EveryNetworkRunsWithoutAViolation(string profile)
    {
        var options = new RunOptions { Profile = profile, Minutes = 0.6 };
        AssertHealthy(SeedRun.Run(1, options), options);
    }

    [TestCase("swarm", 3)]
    [TestCase("swarm", 4)]
    [TestCase("N4", 1)]
    public void SameSeedIsTheSameRunToTheByte(string profile, int seed)
    {
        var options = new RunOptions { Profile = profile, Minutes = 0.4 };
        var (first, second) = (SeedRun.Run((ulong)seed, options), SeedRun.Run((ulong)seed, options));
        Assert.That(second.Fingerprint, Is.EqualTo(first.Fingerprint));
        Assert.That(second.Findings.RowsCompared, Is.EqualTo(first.Findings.RowsCompared));
        Assert.That(SeedRun.Run((ulong)seed + 4, options).Fingerprint, Is.Not.EqualTo(first.Fingerprint));
    }

    [Test]
    public void ReplayLineNamesTheSeedAndTheProfile() =>
        Assert.That(new RunOptions { Minutes = 0.5, Players = 6 }.Replay(4711), Does.EndWith("scenario simulate --seeds 4711..4711 --minutes 0.5 --players 6 --profile swarm"));

    // Whoever compared nothing found nothing.
    private static void AssertHealthy(SeedResult result, RunOptions options)
    {
        Assert.That(result.Violation, Is.Null, options.Replay(result.Seed));
        Assert.That(result.Findings.RowsCompared, Is.GreaterThan(10_000));
        Assert.That(result.Findings.InputsCompared, Is.GreaterThan(5_000));
        Assert.That(result.Findings.Presses, Is.GreaterThan(50));
        Assert.That(result.Findings.BoundsChecked, Is.GreaterThan(1_000));
        if (options.Profile is not ("N9" or "N10"))
        {
            Assert.That(result.Findings.UndisturbedTicks, Is.GreaterThan(5_000));
            Assert.That(result.Replication.HashChecks, Is.GreaterThan(0.9 * result.Replication.Acks), "hashes were compared");
        }
    }
}
