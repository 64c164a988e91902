using System.Numerics;
using CsCheck;
using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class WallTests
{
    private static readonly Wall Box = new(new(-2, -1), new(2, 1));

    [Test]
    public void CircleThatDoesNotTouchIsLeftAlone()
    {
        var (position, velocity) = (new Vector2(3, 0), new Vector2(-1, 0));
        Box.PushOut(ref position, ref velocity, 1);
        Assert.That((position, velocity), Is.EqualTo((new Vector2(3, 0), new Vector2(-1, 0))));
    }

    [Test]
    public void OnlyTheVelocityIntoTheWallIsLost()
    {
        var (position, velocity) = (new Vector2(2.5f, 0), new Vector2(-3, 2));
        Box.PushOut(ref position, ref velocity, 1);
        Assert.That((position, velocity), Is.EqualTo((new Vector2(3, 0), new Vector2(0, 2))));
    }

    [Test]
    public void VelocityAwayFromTheWallIsKept()
    {
        var (position, velocity) = (new Vector2(2.5f, 0), new Vector2(3, 2));
        Box.PushOut(ref position, ref velocity, 1);
        Assert.That(velocity, Is.EqualTo(new Vector2(3, 2)));
    }

    [Test]
    public void CentreInsideLeavesByTheNearestFace()
    {
        var (position, velocity) = (new Vector2(0.5f, 0.75f), Vector2.Zero);
        Box.PushOut(ref position, ref velocity, 0.5f);
        Assert.That(position, Is.EqualTo(new Vector2(0.5f, 1.5f)));
    }

    [Test]
    public void AfterAPushNothingOverlaps() =>
        Gen.Select(Gen.Float[-3, 3], Gen.Float[-3, 3], Gen.Float[-30, 30], Gen.Float[-30, 30]).Sample((x, y, vx, vy) =>
        {
            var (position, velocity) = (new Vector2(x, y), new Vector2(vx, vy));
            Box.PushOut(ref position, ref velocity, 0.5f);
            var gap = position - Vector2.Clamp(position, Box.Min, Box.Max);
            return gap.Length() >= 0.4999f && velocity.Length() <= new Vector2(vx, vy).Length() * 1.0001f;
        });
}
