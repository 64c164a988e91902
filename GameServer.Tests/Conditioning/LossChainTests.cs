using GameServer.Client.Conditioning;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Conditioning;

internal sealed class LossChainTests
{
    private const int Draws = 1_000_000;

    [TestCase(0.02, 1)]
    [TestCase(0.05, 1)]
    [TestCase(0.25, 1)]
    [TestCase(0.05, 3)]
    [TestCase(0.08, 3)]
    [TestCase(0.2, 5)]
    public void ShareAndMeanBurstAreAsAsked(double share, double burstMean)
    {
        var (lost, bursts) = Count(share, burstMean);

        // Independent losses come in runs too: 1 / (1 - share) on average.
        var runMean = burstMean > 1 ? burstMean : 1 / (1 - share);
        Assert.That(lost / (double)Draws, Is.EqualTo(share).Within(0.04 * share));
        Assert.That(lost / (double)bursts, Is.EqualTo(runMean).Within(0.03 * runMean));
    }

    [TestCase(0, 3, 0)]
    [TestCase(1, 1, Draws)]
    [TestCase(1, 3, Draws)]
    public void NoneAndAllAreExact(double share, double burstMean, int lost) => Assert.That(Count(share, burstMean).Lost, Is.EqualTo(lost));

    private static (int Lost, int Bursts) Count(double share, double burstMean)
    {
        var chain = new LossChain(share, burstMean);
        var random = new RoomRandom(seed: 7);
        var (lost, bursts, before) = (0, 0, false);
        for (var i = 0; i < Draws; i++)
        {
            var isLost = chain.IsNextLost(ref random);
            lost += isLost ? 1 : 0;
            bursts += isLost && !before ? 1 : 0;
            before = isLost;
        }

        return (lost, bursts);
    }
}
