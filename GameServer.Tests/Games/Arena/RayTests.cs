using System.Numerics;
using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class RayTests
{
    private static readonly Wall Box = new(new(2, -1), new(4, 1));

    [Test]
    public void CircleAheadIsEnteredAtItsNearSide() => Assert.That(East(0, 0).ToCircle(new(5, 0), 1), Is.EqualTo(4).Within(1e-5));

    [Test]
    public void CircleBehindIsMissed() => Assert.That(East(0, 0).ToCircle(new(-5, 0), 1), Is.EqualTo(float.PositiveInfinity));

    [Test]
    public void CircleAsideIsMissed() => Assert.That(East(0, 0).ToCircle(new(5, 1.01f), 1), Is.EqualTo(float.PositiveInfinity));

    [Test]
    public void CircleAroundTheStartIsEnteredAtOnce() => Assert.That(East(0, 0).ToCircle(new(0.5f, 0), 1), Is.EqualTo(0));

    [Test]
    public void WallAheadIsEnteredAtItsNearFace() => Assert.That(East(0, 0.5f).ToWall(Box), Is.EqualTo(2));

    [Test]
    public void WallBehindIsMissed() => Assert.That(East(5, 0).ToWall(Box), Is.EqualTo(float.PositiveInfinity));

    [Test]
    public void WallAsideIsMissed() => Assert.That(East(0, 1.5f).ToWall(Box), Is.EqualTo(float.PositiveInfinity));

    [Test]
    public void WallAroundTheStartIsEnteredAtOnce() => Assert.That(East(3, 0).ToWall(Box), Is.EqualTo(0));

    [Test]
    public void LeavingAWallsFaceIsNoHit() => Assert.That(East(4, 0).ToWall(Box), Is.EqualTo(float.PositiveInfinity));

    [Test]
    public void WallIsMetOnTheDiagonal() => Assert.That(Ray.Between(Vector2.Zero, new(2, 1)).ToWall(Box), Is.EqualTo(MathF.Sqrt(5)).Within(1e-5));

    private static Ray East(float x, float y) => new(new(x, y), new(1, 0));
}
