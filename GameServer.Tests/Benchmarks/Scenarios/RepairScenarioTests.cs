using System.Text.Json.Nodes;
using GameServer.Benchmarks.Scenarios;
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

    // With 40 players it is block by block, and the hops of that are longer than two snapshots.
    [Test]
    public void EveryFlipIsFoundAndRepairedBlockByBlock()
    {
        const double hopsMs = 4 * 1000 / 60.0;
        var (_, report, errors) = Play(players: 40, "N4");
        AssertFoundAndRepaired(report);
        Assert.That(report["repairedWhole"]!.GetValue<long>(), Is.Zero, errors);
        Assert.That(report["slotsRepaired"]!.GetValue<long>(), Is.LessThan(12 * report["flips"]!.GetValue<long>()), "a block each, now and then two");
        Assert.That(report["repairMs"]!["p99"]!.GetValue<double>(), Is.LessThan((3 * report["roundTripMs"]!.GetValue<double>()) + hopsMs));
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
