using System.Numerics;
using GameServer.Games.Bodies;
using GameServer.Simulation.Rooms;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Games.Bodies;

internal sealed class BodiesPlayTests
{
    [Test]
    public void AvatarPushesWhatItRollsInto()
    {
        var match = OneBody(new Vector3(0, 0, 0.375f));
        match.Roller(0).Motion.Position = new Vector3(-4, 0, Roller.Radius);
        match.Input(0).MoveX = 1;
        var fastest = 0f;
        var isSlowed = false;
        for (var i = 0; i < 60; i++)
        {
            match.Step();
            var speed = match.Roller(0).Motion.Velocity.X;
            isSlowed |= speed < fastest;
            fastest = Math.Max(fastest, speed);
        }

        Assert.That(match.Body(0).Motion.Position.X, Is.GreaterThan(0.5f));
        Assert.That(isSlowed, Is.True, "it costs the avatar speed");
    }

    [Test]
    public void TouchedBodyTakesThePlayersColourAndCounts()
    {
        var match = OneBody(new Vector3(0, 0, 0.375f));
        match.Roller(0).Motion.Position = new Vector3(-4, 0, Roller.Radius);
        match.Input(0).MoveX = 1;
        match.Step(60);
        Assert.That(match.Body(0).Paint, Is.Zero);
        Assert.That(match.Roller(0).Score, Is.EqualTo(1));
    }

    [Test]
    public void ColourGoesWithItsPlayer()
    {
        var match = BodiesMatch.Start(players: 1, ai: 1);
        match.StepScripted(600);
        Assert.That(match.Bodies().Count(static b => b.Paint == 1), Is.EqualTo(match.Roller(1).Score).And.GreaterThan(0));
        match.Room.Leave(match.Room.Seats[1]);
        match.Step();
        Assert.That(match.Bodies(), Has.None.Matches<Body>(static b => b.Paint == 1));
    }

    [Test]
    public void PullingAvatarTakesBodiesAlong()
    {
        var match = OneBody(new Vector3(0, 3, 0.375f));
        match.Roller(0).Motion.Position = new Vector3(0, 0, Roller.Radius);
        match.Step(60);
        Assert.That(match.Body(0).Motion.Position.Y, Is.EqualTo(3), "it lies still without");
        match.Input(0).Pull = true;
        match.Step(90);
        Assert.That(match.Body(0).Motion.Position.Y, Is.LessThan(1.8f));
        Assert.That(match.Roller(0).IsPulling, Is.True);
    }

    [Test]
    public void PullingDoesNotLiftAnAvatarOffTheGround()
    {
        var match = BodiesMatch.Start("count=250", players: 1);
        match.Roller(0).Motion.Position = new Vector3(0, 0, 2.5f);
        match.Input(0).Pull = true;
        match.Step(900);
        Assert.That(match.Roller(0).Motion.Position.Z, Is.LessThan(3));
    }

    [Test]
    public void AvatarsBounceOffEachOther()
    {
        var match = BodiesMatch.Start("count=1", players: 2);
        match.Roller(0).Motion.Position = new Vector3(-2, 0, Roller.Radius);
        match.Roller(1).Motion.Position = new Vector3(2, 0, Roller.Radius);
        match.Input(0).MoveX = 1;
        match.Input(1).MoveX = -1;
        match.Step(120);
        Assert.That(match.Roller(1).Motion.Position.X - match.Roller(0).Motion.Position.X, Is.GreaterThan(1.8f));
    }

    [Test]
    public void MatchWithALimitEndsWithWhoLeads()
    {
        var match = BodiesMatch.Start("limit=5", ai: 2);
        match.Step(299);
        Assert.That(match.Room.Result, Is.Null);
        match.Step(2);
        Assert.That(match.Room.Result, Does.StartWith("player ").And.Contains(" leads with ").Or.EqualTo("draw"));
    }

    [Test]
    public void YardIsSimulatedInStepsOfASixtiethAtMost()
    {
        var match = BodiesMatch.Start("count=100", ai: 2, tickRate: 20);
        match.Step(400);
        Assert.That(match.Bodies(), Has.All.Matches<Body>(static b => b.Motion.Position.Z is > 0.2f and < 6));
    }

    [Test]
    public void SeventeenPlayersAreRefused() =>
        Assert.That(() => new Room(new BodiesGame(), new RoomSettings { SeatsMax = 17 }), Throws.ArgumentException.With.Message.Contains("16"));

    [Test]
    public void AvatarsOfAFullYardBeginApart()
    {
        var match = BodiesMatch.Start(players: 16);
        match.Step();
        for (var i = 0; i < 16; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.That(Vector3.Distance(match.Roller(i).Motion.Position, match.Roller(j).Motion.Position), Is.GreaterThan(2 * Roller.Radius));
            }
        }
    }

    private static BodiesMatch OneBody(Vector3 position)
    {
        var match = BodiesMatch.Start("count=100", players: 1);
        foreach (var body in match.Room.All<Body>())
        {
            body.Remove();
        }

        match.Step();
        match.Room.Spawn(BodiesMatch.Box(position));
        return match;
    }
}
