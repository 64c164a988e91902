using System.Numerics;
using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class MovementTests
{
    private const float PositionStep = 1 / 128f;

    [Test]
    public void FullStickReachesTheRunSpeedAndHoldsItExactly()
    {
        var match = Alone("map=field");
        match.Input(0).MoveX = 1;
        match.Step(60);
        for (var i = 0; i < 120; i++)
        {
            match.Step();
            Assert.That(match.Fighter(0).Velocity, Is.EqualTo(new Vector2(Movement.RunSpeed, 0)));
        }
    }

    [Test]
    public void TheDiagonalIsNoFaster()
    {
        var match = Alone("map=field");
        (match.Input(0).MoveX, match.Input(0).MoveY) = (1, 1);
        match.Step(60);
        Assert.That(Geometry.Length(match.Fighter(0).Velocity), Is.EqualTo(Movement.RunSpeed).Within(Movement.VelocityStep));
    }

    [Test]
    public void DragSlowsToExactRest()
    {
        var match = Alone("map=field");
        match.Input(0).MoveX = 1;
        match.Step(60);
        match.Input(0).MoveX = 0;
        match.Step(30);
        Assert.That(match.Fighter(0).Velocity, Is.EqualTo(Vector2.Zero));
    }

    [Test]
    public void RowOfARestingFighterDoesNotChange()
    {
        var match = Alone("map=field");
        (match.Input(0).MoveX, match.Input(0).MoveY) = (0.6f, -0.3f);
        match.Step(60);
        (match.Input(0).MoveX, match.Input(0).MoveY) = (0, 0);
        match.Step(120);
        var slot = match.Room.Seats[0].Avatar.Slot;
        var rest = match.Newest.HashAt(slot);
        for (var i = 0; i < 300; i++)
        {
            match.Step();
            Assert.That(match.Newest.HashAt(slot), Is.EqualTo(rest));
        }
    }

    [Test]
    public void RestAgainstACornerIsRestToo()
    {
        // The crate's corner is at (22, 22): pressed against it, the circle's place is seldom on the wire's grid.
        for (var i = 0; i < 50; i++)
        {
            var match = Alone();
            match.Stand(0, 20, 20 + (0.04f * i));
            (match.Input(0).MoveX, match.Input(0).MoveY) = (1, 0.8f);
            match.Step(10 + i);
            (match.Input(0).MoveX, match.Input(0).MoveY) = (0, 0);
            match.Step(60);
            var rest = match.Newest.HashAt(match.Room.Seats[0].Avatar.Slot);
            match.Step(120);
            Assert.That(match.Newest.HashAt(match.Room.Seats[0].Avatar.Slot), Is.EqualTo(rest));
        }
    }

    [Test]
    public void SlowMotionSurvivesSealing()
    {
        var match = Alone("map=field");
        match.Stand(0, 10.3f, -7.1f);
        match.Input(0).MoveX = 1 / 127f;
        match.Step(60);
        var start = match.Fighter(0).Position;
        match.Step(600);
        var drifted = match.Fighter(0).Position - start;
        Assert.That(drifted.X, Is.EqualTo(10 * Movement.RunSpeed / 127).Within(10).Percent);
        Assert.That(drifted.Y, Is.EqualTo(0));
    }

    [TestCase(0.05f)]
    [TestCase(-0.05f)]
    public void DriftBelowTheVelocitysGridSurvivesSealing(float speed)
    {
        // Pushed anew in every tick, as by a conveyor: neither 0.05 m/s nor 1/1200 m is a step of the wire's grids.
        var match = Alone("map=field");
        match.Stand(0, 10.3f, -7.1f);
        match.Step();
        var start = match.Fighter(0).Position;
        for (var i = 0; i < 600; i++)
        {
            match.Step();
            match.Fighter(0).Position.X += speed / 60;
        }

        Assert.That(match.Fighter(0).Position.X - start.X, Is.EqualTo(10 * speed).Within(10).Percent);
    }

    [Test]
    public void WallsStopMovement()
    {
        var match = Alone();
        match.Stand(0, 28, 13);
        match.Input(0).MoveX = 1;
        match.Step(120);
        Assert.That(match.Fighter(0).Position.X, Is.EqualTo(30 - Movement.Radius), "the long wall's face is at 30 m");
        Assert.That(match.Fighter(0).Velocity, Is.EqualTo(Vector2.Zero));
    }

    [Test]
    public void AlongAWallOneSlides()
    {
        var match = Alone();
        match.Stand(0, 29, 8);
        (match.Input(0).MoveX, match.Input(0).MoveY) = (1, 1);
        match.Step(60);
        Assert.That(match.Fighter(0).Position.X, Is.EqualTo(30 - Movement.Radius));
        Assert.That(match.Fighter(0).Position.Y, Is.GreaterThan(12));
    }

    [Test]
    public void NobodyLeavesTheGround()
    {
        var match = Alone();
        match.Stand(0, 60, 60);
        (match.Input(0).MoveX, match.Input(0).MoveY) = (1, 1);
        match.Step(180);
        Assert.That(match.Fighter(0).Position, Is.EqualTo(new Vector2(64 - Movement.Radius, 64 - Movement.Radius)));
    }

    [TestCase(60)]
    [TestCase(10)]
    [TestCase(2)]
    public void NoTickRateLetsADashThroughAWall(int tickRate)
    {
        var match = ArenaMatch.Start(players: 1, tickRate: tickRate);
        match.Stand(0, 28, 13);
        for (var i = 0; i < 10 * tickRate; i++)
        {
            match.Input(0).MoveX = 1;
            match.Input(0).Dash = true;
            match.Step();
            Assert.That(match.Fighter(0).Position.X, Is.LessThanOrEqualTo(30 - Movement.Radius + PositionStep));
        }
    }

    [Test]
    public void NobodyIsLeftInsideAWall()
    {
        var match = ArenaMatch.Start(players: 16);
        for (var i = 0; i < 900; i++)
        {
            match.StepScripted(1, throws: false);
            foreach (var fighter in match.All<Fighter>())
            {
                foreach (var wall in match.Game.Map.Walls)
                {
                    var nearest = Vector2.Clamp(fighter.Position, wall.Min, wall.Max);
                    Assert.That(Geometry.Length(fighter.Position - nearest), Is.GreaterThan(Movement.Radius - (2 * PositionStep)), $"{fighter.Position} at {wall}");
                }
            }
        }
    }

    [Test]
    public void ADashIsFastOnceAndThenNeedsABreak()
    {
        var match = Alone("map=field");
        match.Input(0).MoveX = 1;
        match.Input(0).Dash = true;
        match.Step();
        Assert.That(match.Fighter(0).Velocity.X, Is.EqualTo(20).Within(1));
        match.Step(30);
        match.Input(0).Dash = true;
        match.Step();
        Assert.That(match.Fighter(0).Velocity.X, Is.EqualTo(Movement.RunSpeed));
    }

    [Test]
    public void ADashWithoutStickGoesWhereTheFighterLooks()
    {
        var match = Alone("map=field");
        match.Stand(0, 0, 0, heading: MathF.PI / 2);
        match.Input(0).Dash = true;
        match.Step();
        Assert.That(match.Fighter(0).Velocity.Y, Is.EqualTo(20).Within(1));
        Assert.That(match.Fighter(0).Velocity.X, Is.EqualTo(0).Within(0.1));
    }

    [Test]
    public void NobodyIsFasterThanTheLimit()
    {
        var match = Alone("map=field");
        match.Fighter(0).Velocity = new Vector2(60, 60);
        match.Step();
        Assert.That(Geometry.Length(match.Fighter(0).Velocity), Is.LessThanOrEqualTo(Movement.SpeedMax + Movement.VelocityStep));
    }

    private static ArenaMatch Alone(string config = "") => ArenaMatch.Start(config, players: 1);
}
