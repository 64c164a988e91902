using CsCheck;
using GameServer.Replication;

namespace GameServer.Tests.Replication;

internal sealed class ByteBudgetTests
{
    private const int DatagramMax = 1175;

    [Test]
    public void NoStretchOfTimeCostsMoreThanItsRateAndOneDatagram() => Gen.Select(Gen.Double[10, 3_000], Gen.Int[0, 100].Array[1, 200]).Sample(
        static (perSnapshot, shares) =>
        {
            var budget = new ByteBudget();
            double worst = 0, excess = 0;
            foreach (var share in shares)
            {
                var allowed = budget.Next(perSnapshot, DatagramMax);
                Assert.That(allowed, Is.InRange(-ByteBudget.HeaderBytes, DatagramMax));
                var spent = 0;
                if (allowed >= 0)
                {
                    budget.Spend(allowed * share / 100);
                    spent = (allowed * share / 100) + ByteBudget.HeaderBytes;
                }

                // The most that any stretch ending here has spent beyond its rate.
                excess = Math.Max(0, excess + spent - perSnapshot);
                worst = Math.Max(worst, excess);
            }

            Assert.That(worst, Is.LessThanOrEqualTo(DatagramMax + ByteBudget.HeaderBytes));
        },
        iter: 1_000);

    [Test]
    public void WhoeverWantsAllGetsTheRate([Values(64, 300, 1_000)] int perSnapshot)
    {
        var budget = new ByteBudget();
        var spent = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var allowed = budget.Next(perSnapshot, DatagramMax);
            budget.Spend(allowed);
            spent += allowed + ByteBudget.HeaderBytes;
        }

        Assert.That(spent, Is.EqualTo(1_000 * perSnapshot));
    }

    [Test]
    public void WhatIsNotUsedAddsUpToOneDatagramOnly()
    {
        var budget = new ByteBudget();
        for (var i = 0; i < 100; i++)
        {
            budget.Next(200, DatagramMax);
        }

        Assert.That(budget.Next(200, DatagramMax), Is.EqualTo(DatagramMax));
        budget.Spend(DatagramMax);
        Assert.That(budget.Next(200, DatagramMax), Is.EqualTo(200 - ByteBudget.HeaderBytes));
    }

    [Test]
    public void RateAboveADatagramPerSnapshotAllowsAFullOneEachTime()
    {
        var budget = new ByteBudget();
        for (var i = 0; i < 50; i++)
        {
            Assert.That(budget.Next(4_000, DatagramMax), Is.EqualTo(DatagramMax));
            budget.Spend(DatagramMax);
        }
    }
}
