using System.Numerics;
using GameServer.Games.Bodies;

namespace GameServer.Tests.Games.Bodies;

internal sealed class BodiesRestTests
{
    [TestCase("count=250")]
    [TestCase("count=250 layout=towers")]
    [TestCase("count=900")]
    public void YardThatNobodyTouchesStaysAsItIsToTheBit(string config)
    {
        var match = BodiesMatch.Start(config);
        var hash = match.Newest.Hash;
        match.Step(300);
        Assert.That(match.Newest.Hash, Is.EqualTo(hash));
        Assert.That(match.Bodies(), Has.All.Matches<Body>(static b => b.Motion.IsAsleep));
    }

    [Test]
    public void DroppedBodiesFallAsleepAndStayAsTheyAreToTheBit()
    {
        var match = Heap();
        match.Step(900);
        Assert.That(match.Bodies().Where(static b => !b.Motion.IsAsleep), Is.Empty);
        Assert.That(match.Bodies(), Has.All.Matches<Body>(static b => b.Motion.Velocity == Vector3.Zero && b.Motion.Spin == Vector3.Zero));
        var hash = match.Newest.Hash;
        for (var i = 0; i < 300; i++)
        {
            match.Step();
            Assert.That(match.Newest.Hash, Is.EqualTo(hash), $"tick {i}");
        }
    }

    [Test]
    public void SettledHeapLiesOnTheGroundWithoutHangingInTheAir()
    {
        var match = Heap();
        match.Step(900);
        foreach (var body in match.Bodies())
        {
            var supports = match.Bodies().Count(other => Vector3.Distance(other.Motion.Position, body.Motion.Position) is > 0 and var distance
                && distance < other.Shape.Reach + body.Shape.Reach && other.Motion.Position.Z < body.Motion.Position.Z);
            Assert.That(supports > 0 || body.Motion.Position.Z < body.Shape.Reach + 0.02f, Is.True, $"{body.Kind} at {body.Motion.Position}");
        }
    }

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(5)]
    public void StackOfDroppedBoxesSettlesUpright(int boxes)
    {
        var match = BodiesMatch.With([.. Enumerable.Range(0, boxes).Select(static i => BodiesMatch.Box(new Vector3(0.01f * (i % 2), 0, 0.4f + (0.8f * i))))]);
        match.Step(600);
        for (var i = 0; i < boxes; i++)
        {
            var body = match.Body(i);
            Assert.That(body.Motion.IsAsleep, Is.True, $"box {i}");
            Assert.That(body.Motion.Position.Z, Is.EqualTo(0.375f + (0.75f * i)).Within(0.02f + (0.01f * i)), $"height of box {i}");
            Assert.That(new Vector2(body.Motion.Position.X, body.Motion.Position.Y).Length(), Is.LessThan(0.03f * (i + 2)), $"box {i}");
        }
    }

    [Test]
    public void SleeperWakesWhenItIsHitAndWhenWhatItLiesOnGoes()
    {
        var match = BodiesMatch.With(BodiesMatch.Box(new Vector3(0, 0, 0.375f)), BodiesMatch.Box(new Vector3(0, 0, 1.125f)));
        match.Step(120);
        Assert.That(match.Bodies(), Has.All.Matches<Body>(static b => b.Motion.IsAsleep));
        match.Body(0).Motion.Velocity = new Vector3(6, 0, 0);
        match.Body(0).Motion.QuietTicks = 0;
        match.Step(240);
        Assert.That(match.Body(0).Motion.Position.X, Is.GreaterThan(0.4f));
        Assert.That(match.Body(1).Motion.Position.Z, Is.LessThan(1.15f));
        var gone = BodiesMatch.With(BodiesMatch.Ball(new Vector3(-3, 0, 0.375f), new Vector3(5, 0, 0)), BodiesMatch.Ball(new Vector3(0, 0, 0.375f)));
        gone.Body(1).Motion.QuietTicks = 1000;
        gone.Step(120);
        Assert.That(gone.Body(1).Motion.Position.X, Is.GreaterThan(0.5f));
    }

    private static BodiesMatch Heap() => BodiesMatch.With([.. Enumerable.Range(0, 60).Select(static i => i % 3 == 0
        ? BodiesMatch.Ball(Place(i), size: i % 2)
        : BodiesMatch.Box(Place(i), size: i % 3, spin: new Vector3(i % 5, i % 7, i % 3)))]);

    private static Vector3 Place(int i) => new((i % 4) - 1.5f + (0.07f * (i % 5)), (i / 4 % 4) - 1.5f + (0.05f * (i % 3)), 1 + (i / 16 * 1.1f));
}
