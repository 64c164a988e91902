using GameServer.Games.Bodies;
using GameServer.Tests.Games.Bodies;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Matches;

internal sealed class BodiesMatchTests
{
    [TestCase("N0")]
    [TestCase("N4")]
    public void EveryClientHoldsTheServersBits(string profile)
    {
        using var match = Start(profile, clients: 4);
        match.Run(ticks: 900);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void RollingWhereNothingLiesIsPredictedToTheBit()
    {
        // One body in the middle, and a player who rolls along a wall.
        using var match = new TestMatch<BodiesInput, Roller>(
            static () => new BodiesGame(),
            static (tick, _) => new BodiesInput { MoveX = 1, MoveY = tick.Number % 200 < 100 ? 1 : 0.2f, Jump = tick.Number % 150 == 0 },
            new SimulationSettings { Clients = 1, Profile = DriftMatch.ProfileOf("N0"), Config = "count=1" });
        match.Run(ticks: 900);
        match.AssertEveryClientAgrees();
        var stats = match.Players[0].Client.Stats;
        Assert.That(stats.PredictionsChecked, Is.GreaterThan(300));
        Assert.That(stats.Corrections, Is.Zero);
    }

    [Test]
    public void ContactsShowUpAsCorrectionsAndNoMore()
    {
        using var match = Start("N0", clients: 2);
        match.Run(ticks: 900);
        foreach (var player in match.Players)
        {
            var stats = player.Client.Stats;
            Assert.That(stats.Corrections, Is.GreaterThan(0).And.LessThan(stats.PredictionsChecked));
        }
    }

    private static TestMatch<BodiesInput, Roller> Start(string profile, int clients) => new(
        static () => new BodiesGame(),
        BodiesMatch.Scripted,
        new SimulationSettings { Seed = 3, Clients = clients, Profile = DriftMatch.ProfileOf(profile), Config = "count=250" });
}
