using CsCheck;
using GameServer.Replication;

namespace GameServer.Tests.Replication;

internal sealed class ByteBudgetTests
{
    private const int DatagramMax = 1175;

    [Test]
    public void NoStretchOfTimeCostsMoreThanItsRateAndOneDatagram() => Gen.Select(Gen.Double[10, 3_000], Gen.Int[0, 100].Array[1, 200], Gen.Int[1, 4]).Sample(
        static (perSnapshot, shares, datagrams) =>
        {
            var budget = new ByteBudget();
            double worst = 0, excess = 0;
            foreach (var share in shares)
            {
                var allowed = budget.Next(perSnapshot, DatagramMax, datagrams);
                Assert.That(allowed, Is.InRange(0, datagrams * (DatagramMax + ByteBudget.HeaderBytes)));
                var spent = 0;
                while (allowed >= ByteBudget.HeaderBytes)
                {
                    var bytes = Math.Min(allowed - ByteBudget.HeaderBytes, DatagramMax) * share / 100;
                    budget.Spend(bytes);
                    allowed -= bytes + ByteBudget.HeaderBytes;
                    spent += bytes + ByteBudget.HeaderBytes;
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
            var allowed = budget.Next(perSnapshot, DatagramMax, datagramsMax: 1);
            budget.Spend(allowed - ByteBudget.HeaderBytes);
            spent += allowed;
        }

        Assert.That(spent, Is.EqualTo(1_000 * perSnapshot));
    }

    [Test]
    public void WhatIsNotUsedAddsUpToOneDatagramOnly()
    {
        var budget = new ByteBudget();
        for (var i = 0; i < 100; i++)
        {
            budget.Next(200, DatagramMax, datagramsMax: 4);
        }

        Assert.That(budget.Next(200, DatagramMax, datagramsMax: 4), Is.EqualTo(DatagramMax + ByteBudget.HeaderBytes));
        budget.Spend(DatagramMax);
        Assert.That(budget.Next(200, DatagramMax, datagramsMax: 4), Is.EqualTo(200));
    }

    [TestCase(1, 1_204)]
    [TestCase(2, 2_408)]
    [TestCase(4, 4_000)]
    public void RateAboveADatagramPerSnapshotAllowsAsManyAsItCarriesEachTime(int datagrams, int expected)
    {
        var budget = new ByteBudget();
        for (var i = 0; i < 50; i++)
        {
            Assert.That(budget.Next(4_000, DatagramMax, datagrams), Is.EqualTo(expected));
            for (var left = expected; left > 0; left -= DatagramMax + ByteBudget.HeaderBytes)
            {
                budget.Spend(Math.Min(left, DatagramMax + ByteBudget.HeaderBytes) - ByteBudget.HeaderBytes);
            }
        }
    }
}
