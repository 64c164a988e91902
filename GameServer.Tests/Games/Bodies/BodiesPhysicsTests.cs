using System.Numerics;
using GameServer.Games.Bodies;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Games.Bodies;

internal sealed class BodiesPhysicsTests
{
    private const float PositionStep = 1 / 128f;

    [Test]
    public void EnergyDoesNotGrow()
    {
        var match = BodiesMatch.With([.. Enumerable.Range(0, 80).Select(static i => (i % 2 == 0
            ? BodiesMatch.Ball(Place(i), Speed(i), i % 3)
            : BodiesMatch.Box(Place(i), Speed(i), i % 3, new Vector3(i % 4, -i % 3, i % 5))))]);
        var before = match.Energy();
        var least = before;
        for (var i = 0; i < 600; i++)
        {
            match.Step();
            var now = match.Energy();

            // What is pushed out of an overlap is lifted a little, and velocities round up as often as down.
            Assert.That(now, Is.LessThan(least + (0.01 * before)), $"tick {i}");
            least = Math.Min(least, now);
        }

        Assert.That(least, Is.LessThan(0.5 * before), "it comes to rest");
    }

    [TestCase(0.05f)]
    [TestCase(-0.05f)]
    [TestCase(0.2f)]
    public void SlowBodyInTheAirDriftsByItsSpeed(float speed)
    {
        var match = BodiesMatch.With(BodiesMatch.Ball(new Vector3(0, 0, 30), new Vector3(speed, 0, 0)));
        match.Step(120);
        Assert.That(match.Body(0).Motion.Velocity.X, Is.EqualTo(speed).Within(BodiesGame.VelocityStep), "on the grid of velocities");
        Assert.That(match.Body(0).Motion.Position.X, Is.EqualTo(match.Body(0).Motion.Velocity.X * 2).Within(PositionStep));
    }

    [TestCase(0.05f)]
    [TestCase(0.004f)]
    public void ManySlowBodiesDriftByTheirSpeedOnAverage(float speed)
    {
        var match = BodiesMatch.With([.. Enumerable.Range(0, 100).Select(i => BodiesMatch.Ball(new Vector3((i % 10 * 2) - 9, (i / 10 * 2) - 9, 30), new Vector3(speed, 0, 0)))]);
        var before = match.Bodies().Average(static b => b.Motion.Position.X);
        match.Step(120);
        Assert.That(match.Bodies().Average(static b => b.Motion.Position.X) - before, Is.EqualTo(2 * speed).Within(0.1f * 2 * speed));
    }

    [Test]
    public void BallRollsAsFarAsItsDragSays()
    {
        var match = BodiesMatch.With(BodiesMatch.Ball(new Vector3(0, 0, 0.375f), new Vector3(0.5f, 0, 0), spin: new Vector3(0, 0.5f / 0.375f, 0)));
        match.Step(30);
        Assert.That(match.Body(0).Motion.Velocity.X, Is.LessThan(0.5f).And.GreaterThan(0.2f), "it still rolls");
        match.Step(270);
        Assert.That(match.Body(0).Motion.IsAsleep, Is.True);
        Assert.That(match.Body(0).Motion.Position.X, Is.EqualTo(0.5f * 0.5f / (2 * 0.25f)).Within(0.25f));
    }

    [Test]
    public void SlowBallOnTheGroundDriftsAndThenStops()
    {
        var match = BodiesMatch.With(BodiesMatch.Ball(new Vector3(0, 0, 0.375f), new Vector3(0.1f, 0, 0), spin: new Vector3(0, 0.1f / 0.375f, 0)));
        match.Step(10);
        Assert.That(match.Body(0).Motion.Position.X, Is.EqualTo(0.1f / 6).Within(2 * PositionStep));
        match.Step(200);
        Assert.That(match.Body(0).Motion.IsAsleep, Is.True);
        Assert.That(match.Body(0).Motion.Position.X, Is.LessThan(0.05f));
    }

    [Test]
    public void SlidingBoxStopsByFriction()
    {
        var match = BodiesMatch.With(BodiesMatch.Box(new Vector3(0, 0, 0.375f), new Vector3(3, 0, 0)));
        match.Step(240);
        var friction = 3f * 3f / (2 * 0.4f * 9.81f);
        Assert.That(match.Body(0).Motion.IsAsleep, Is.True);
        Assert.That(match.Body(0).Motion.Position.X, Is.EqualTo(friction).Within(0.3f));
    }

    [Test]
    public void BoxOnItsCornerTipsOverOntoAFace()
    {
        var body = BodiesMatch.Box(new Vector3(0, 0, 0.7f));
        body.Motion.Rotation = Quaternion.Normalize(new Quaternion(0.35f, 0.2f, 0.1f, 0.9f));
        var match = BodiesMatch.With(body);
        match.Step(400);
        Assert.That(match.Body(0).Motion.IsAsleep, Is.True);
        Assert.That(match.Body(0).Motion.Position.Z, Is.EqualTo(0.375f).Within(0.02f));
    }

    [Test]
    public void BallBouncesLowerThanItFell()
    {
        var match = BodiesMatch.With(BodiesMatch.Ball(new Vector3(0, 0, 3)));
        var highest = 0f;
        for (var i = 0; i < 200; i++)
        {
            match.Step();
            if (match.Body(0).Motion.Velocity.Z > 0)
            {
                highest = Math.Max(highest, match.Body(0).Motion.Position.Z);
            }
        }

        Assert.That(highest, Is.GreaterThan(0.45f).And.LessThan(1.5f));
    }

    [Test]
    public void MomentumPassesFromBallToBall()
    {
        var match = BodiesMatch.With(BodiesMatch.Ball(new Vector3(0, 0, 10), new Vector3(4, 0, 0)), BodiesMatch.Ball(new Vector3(2, 0, 10)));
        match.Step(40);
        float one = match.Body(0).Motion.Velocity.X, other = match.Body(1).Motion.Velocity.X;
        Assert.That(one + other, Is.EqualTo(4).Within(0.05f));
        Assert.That(other, Is.GreaterThan(one));
    }

    [TestCase("count=250", 16)]
    [TestCase("count=900", 16)]
    [TestCase("count=250 layout=towers", 8)]
    public void NothingFallsThroughTheFloorOrLeavesTheYard(string config, int ai)
    {
        var match = BodiesMatch.Start(config, ai: ai, seed: 5);
        var limit = match.Game.YardHalfSize;
        for (var i = 0; i < 1800; i++)
        {
            match.Step();
            foreach (var body in match.Room.All<Body>())
            {
                var (position, half) = (body.Value.Motion.Position, body.Value.HalfSize);
                var isInside = Math.Abs(position.X) <= limit - half && Math.Abs(position.Y) <= limit - half && position.Z >= half - 0.03f && position.Z < 12;
                Assert.That(isInside, Is.True, $"tick {i}: {body.Value.Kind} of {half} m at {position} in a yard of {limit}");
            }
        }
    }

    [Test]
    public void BodiesDoNotStayInsideEachOther()
    {
        var match = BodiesMatch.Start("count=250", ai: 8);
        match.Step(1200);
        foreach (var seat in match.Room.Seats)
        {
            if (seat.IsTaken)
            {
                match.Room.Leave(seat);
            }
        }

        match.Step(900);
        var bodies = match.Bodies();
        for (var i = 0; i < bodies.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var least = bodies[i].HalfSize + bodies[j].HalfSize; // Spheres within.
                Assert.That(Vector3.Distance(bodies[i].Motion.Position, bodies[j].Motion.Position), Is.GreaterThan(least - 0.05f), $"bodies {i} and {j}");
            }
        }

        Assert.That(bodies.Count(static b => !b.Motion.IsAsleep), Is.Zero, "all rest in the end");
    }

    private static Vector3 Place(int i) => new((i % 5 * 1.5f) - 3, (i / 5 % 5 * 1.5f) - 3, 1 + (i / 25 * 1.5f));

    private static Vector3 Speed(int i) => new((i % 7) - 3, (i % 5) - 2, (i % 3) - 1);
}
