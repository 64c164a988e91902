using System.Text.Json.Nodes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Games;
using GameServer.Tools.Simulator.Repairs;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class RepairScenarioTests
{
    [TestCase("N0")]
    [TestCase("N4")]
    public void EveryFlipIsFoundByTheFirstAckAndRepairedInTime(string profile)
    {
        var (scenario, report, errors) = Play(players: 8, profile);
        Assert.That(scenario.HasFailed, Is.False, errors);
        AssertFoundAndRepaired(report);
    }

    [Test]
    public void ARoomOf40PlayersIsToldAnewInTime()
    {
        var (scenario, report, errors) = Play(players: 40, "N4");
        Assert.That(scenario.HasFailed, Is.False, errors);
        AssertFoundAndRepaired(report);
    }

    // What does not fit into two datagrams is told anew block by block, and the hops of that are longer than two snapshots.
    [Test]
    public void EveryFlipIsFoundAndRepairedBlockByBlock()
    {
        const double hopsMs = 4 * 1000 / 60.0;
        const double roundTripMs = 200;
        var totals = new FlipTotals();
        var play = new Play<Push, Walker>(static () => SandboxGame.OfBoulders(400), "", static (tick, _) => new Push { X = tick.Number / 30 % 2 == 0 ? 1 : -1 }, static push => push);
        for (var seed = 1UL; totals.Flips < 200; seed++)
        {
            using var run = new FlipRun<Push, Walker>(seed, play, new FlipOptions { Players = 8, Profile = "N4", Seconds = 20 }, totals);
            run.Run();
        }

        Assert.That((totals.Found, totals.Repaired, totals.FoundByFirstAck + totals.Alike, totals.Disconnects), Is.EqualTo((totals.Flips, totals.Flips, totals.Found, 0L)));
        Assert.That(totals.RepairedWhole, Is.Zero);
        Assert.That(totals.SlotsRepaired, Is.LessThan(12 * totals.Flips), "a block each, now and then two");
        Assert.That(totals.RepairMs(0.99), Is.LessThan((3 * roundTripMs) + hopsMs));
    }

    private static (RepairScenario Scenario, JsonObject Report, string Errors) Play(int players, string profile)
    {
        var errors = new StringWriter();
        var scenario = new RepairScenario(new RepairOptions { Flips = 200, Match = new FlipOptions { Players = players, Profile = profile, Seconds = 20 } }, errors);
        return (scenario, scenario.Run(), errors.ToString());
    }

    private static void AssertFoundAndRepaired(JsonObject report)
    {
        var flips = report["flips"]!.GetValue<long>();
        Assert.That(flips, Is.GreaterThanOrEqualTo(200));
        Assert.That(report["foundByFirstAck"]!.GetValue<long>() + report["alike"]!.GetValue<long>(), Is.GreaterThanOrEqualTo(flips));
        Assert.That(report["found"]!.GetValue<long>(), Is.EqualTo(flips));
        Assert.That(report["repaired"]!.GetValue<long>(), Is.EqualTo(flips));
        Assert.That(report["disconnects"]!.GetValue<long>(), Is.Zero);
        Assert.That(report["repairMs"]!["p99"]!.GetValue<double>(), Is.Positive);
        Assert.That(report["reported"]!.GetValue<long>(), Is.GreaterThan(flips / 2));
    }

    [Test]
    public void WhatCannotBePlayedIsAProblem()
    {
        Assert.That(new RepairOptions().Problem, Is.Empty);
        Assert.That(new RepairOptions { Flips = 0 }.Problem, Does.Contain("--flips"));
        Assert.That(new RepairOptions { Match = new FlipOptions { Players = 0 } }.Problem, Does.Contain("--players"));
        Assert.That(new RepairOptions { Match = new FlipOptions { SnapshotRate = 7 } }.Problem, Does.Contain("--snapshot"));
        Assert.That(new RepairOptions { Match = new FlipOptions { Profile = "N99" } }.Problem, Does.Contain("--profile"));
    }
}
