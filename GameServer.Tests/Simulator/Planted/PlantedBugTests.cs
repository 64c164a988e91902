namespace GameServer.Tests.Simulator.Planted;

/// <summary>That the simulator is not blind: each bug is found by its checkers within a few seeds.</summary>
internal sealed class PlantedBugTests
{
    private const ulong SeedsMax = 24;
    private const double Minutes = 0.4;
    private const int Players = 6;

    [TestCaseSource(typeof(PlantedBugs), nameof(PlantedBugs.All))]
    public void IsFound(PlantedBug bug)
    {
        var mutated = MutatedAssembly.With(bug);
        try
        {
            var found = mutated.Hunt(first: 1, last: SeedsMax, Minutes, Players, "swarm");
            Assert.That(found, Is.Not.Null, $"{bug.Name}: no checker spoke within {SeedsMax} seeds");
            TestContext.Out.WriteLine(found);
        }
        finally
        {
            mutated.Unload();
        }
    }

    [Test]
    public void WithoutABugNothingIsFound() =>
        Assert.That(Tools.Simulator.Runs.Hunt.Find(1, SeedsMax, Minutes, Players, "swarm"), Is.Null);

    [Test]
    public void ThereAreTwentyFiveAtLeastAndEachHasAName() =>
        Assert.That(PlantedBugs.All().Select(static bug => bug.Name).Distinct().Count(), Is.EqualTo(PlantedBugs.All().Count()).And.GreaterThanOrEqualTo(25));
}
