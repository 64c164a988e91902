using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class SimulateOptionsTests
{
    [TestCase("1..100", 1UL, 100UL)]
    [TestCase("4711..4711", 4711UL, 4711UL)]
    [TestCase("7", 7UL, 7UL)]
    public void SeedsAreARangeOrOne(string seeds, ulong first, ulong last)
    {
        var options = new SimulateOptions { Seeds = seeds };
        Assert.That((options.Problem, options.First, options.Last), Is.EqualTo(("", first, last)));
    }

    [TestCase("")]
    [TestCase("5..1")]
    [TestCase("a..b")]
    [TestCase("1..")]
    public void OtherSeedsAreAProblem(string seeds) => Assert.That(new SimulateOptions { Seeds = seeds }.Problem, Does.Contain("--seeds"));

    [Test]
    public void WhatCannotBePlayedIsAProblem()
    {
        Assert.That(new SimulateOptions { Run = new RunOptions { Players = 0 } }.Problem, Does.Contain("--players"));
        Assert.That(new SimulateOptions { Run = new RunOptions { Minutes = 0 } }.Problem, Does.Contain("--minutes"));
        Assert.That(new SimulateOptions { Run = new RunOptions { Profile = "N99" } }.Problem, Does.Contain("--profile"));
        Assert.That(new SimulateOptions { Run = new RunOptions { Profile = "N13" } }.Problem, Is.Empty);
    }
}
