using System.Numerics;
using GameServer.Games.Arena;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Games.Arena;

internal sealed class SpawnsTests
{
    [Test]
    public void TheDeadAreBackAfterTwoSeconds()
    {
        var match = Killed();
        match.Step(119);
        Assert.That(match.Fighter(1).IsDead, Is.True);
        match.Step();
        Assert.That(match.Fighter(1).IsDead, Is.False);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
        Assert.That(match.Fighter(1).IsShielded, Is.True);
    }

    [Test]
    public void ANewLifeKeepsTheScore()
    {
        var match = Killed();
        match.Fighter(1).Score = 3;
        match.Step(120);
        Assert.That(match.Fighter(1).Score, Is.EqualTo(3));
    }

    [Test]
    public void TheOwnerSeesTheSecondsRunDown()
    {
        var match = Killed();
        Assert.That(match.Fighter(1).RespawnTicks, Is.EqualTo(120));
        match.Step(60);
        Assert.That(match.Fighter(1).RespawnTicks, Is.EqualTo(60));
    }

    [Test]
    public void TheDeadDoNotMoveOrShoot()
    {
        var match = Killed();
        var place = match.Fighter(1).Position;
        (match.Input(1).MoveX, match.Input(1).Fire, match.Input(1).Throw, match.Input(1).Dash) = (1, true, true, true);
        match.Step(60);
        Assert.That(match.Fighter(1).Position, Is.EqualTo(place));
        Assert.That(match.Fighter(1).IsFiring, Is.False);
        Assert.That(match.All<Rocket>(), Is.Empty);
    }

    [Test]
    public void OneSpawnsAtThePointFarthestFromEnemies()
    {
        var match = Killed();
        match.Stand(0, 56, 56);
        match.Step(120);
        Assert.That(Vector2.Distance(match.Fighter(1).Position, new(-56, -56)), Is.LessThan(3));
    }

    [Test]
    public void SixtyFourPlayersFindASeatAndNoMore()
    {
        var match = ArenaMatch.Start(players: 64, seatsMax: 64);
        Assert.That(match.TryJoin(), Is.False);
        match.StepScripted(120);
        Assert.That(match.All<Fighter>().Count(), Is.EqualTo(64));
    }

    [Test]
    public void FreshFightersStandInNoWall()
    {
        var match = ArenaMatch.Start(players: 64);
        foreach (var fighter in match.All<Fighter>())
        {
            var (position, velocity) = (fighter.Position, Vector2.Zero);
            match.Game.Map.PushOut(ref position, ref velocity, Movement.Radius);
            Assert.That(position, Is.EqualTo(fighter.Position));
        }
    }

    [Test]
    public void AThousandStandSpreadOverTheField()
    {
        var match = ArenaMatch.Start("map=field", players: 1000, seatsMax: 1000);
        match.StepScripted(2);
        var quarters = match.All<Fighter>().GroupBy(f => (f.Position.X > 0, f.Position.Y > 0)).Select(g => g.Count()).ToArray();
        Assert.That(quarters, Has.Length.EqualTo(4).And.All.InRange(200, 300));
        Assert.That(match.All<Fighter>().Max(f => Math.Max(Math.Abs(f.Position.X), Math.Abs(f.Position.Y))), Is.InRange(190, 201));
    }

    [Test]
    public void WhoLeavesIsGoneAndTheSeatIsFree()
    {
        var match = ArenaMatch.Start(players: 2, seatsMax: 2);
        match.Room.Leave(match.Room.Seats[1]);
        match.Step();
        Assert.That(match.All<Fighter>().Count(), Is.EqualTo(1));
        Assert.That(match.TryJoin(), Is.True);
        Assert.That(match.Room.Seats[1].Id, Is.EqualTo(new SeatId(1)));
    }

    /// <summary>The second fighter, just killed by the first.</summary>
    private static ArenaMatch Killed()
    {
        var match = ArenaMatch.Start();
        match.Clear<Pickup>();
        match.Stand(0, 0, 0);
        match.Stand(1, 8, 0);
        match.Fighter(1).Health = 1;
        match.Input(0).Fire = true;
        match.Step();
        match.Input(0).Fire = false;
        Assert.That(match.Fighter(1).IsDead, Is.True);
        return match;
    }
}
