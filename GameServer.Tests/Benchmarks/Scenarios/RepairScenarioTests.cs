using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Simulator.Repairs;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class RepairScenarioTests
{
    // Arena is told whole at once with 8 players, and block by block with 40.
    [TestCase(8, "N4")]
    [TestCase(40, "N4")]
    [TestCase(8, "N0")]
    public void EveryFlipIsFoundByTheFirstAckAndRepairedInTime(int players, string profile)
    {
        var errors = new StringWriter();
        var scenario = new RepairScenario(new RepairOptions { Flips = 200, Match = new FlipOptions { Players = players, Profile = profile, Seconds = 20 } }, errors);
        var report = scenario.Run();
        Assert.That(scenario.HasFailed, Is.False, errors.ToString());
        var flips = report["flips"]!.GetValue<long>();
        Assert.That(flips, Is.GreaterThanOrEqualTo(200));
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
