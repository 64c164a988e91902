using System.Numerics;
using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class ArenaMapTests
{
    private readonly ArenaMap arena = ArenaMaps.Arena;

    [Test]
    public void SpawnPointsHaveRoomAround()
    {
        foreach (var point in arena.SpawnPoints)
        {
            AssertFree(point, 3);
        }
    }

    [Test]
    public void PickupsCanBeReached()
    {
        foreach (var (_, position) in arena.Pickups)
        {
            AssertFree(position, Movement.Radius);
        }
    }

    [Test]
    public void EveryQuarterIsAlike()
    {
        var walls = arena.Walls.ToArray();
        Assert.That(walls.Select(w => new Wall(-w.Max, -w.Min)), Is.EquivalentTo(walls));
        Assert.That(walls.Select(w => new Wall(new(-w.Max.X, w.Min.Y), new(-w.Min.X, w.Max.Y))), Is.EquivalentTo(walls));
    }

    [Test]
    public void AWallBlocksTheView()
    {
        Assert.That(arena.IsClear(new(28, 13), new(34, 13)), Is.False);
        Assert.That(arena.IsClear(new(28, 0), new(34, 0)), Is.True);
    }

    [Test]
    public void TheEdgeStopsARay() => Assert.That(arena.Reach(new Ray(new(60, 0), new(1, 0)), 50), Is.EqualTo(4));

    [Test]
    public void TheFieldIsOpenAndPeaceful()
    {
        var field = ArenaMaps.Field;
        Assert.That(field.IsPeaceful, Is.True);
        Assert.That(field.Walls.Length + field.Pickups.Length, Is.Zero);
        Assert.That(field.HalfSize, Is.EqualTo(500));
    }

    private void AssertFree(Vector2 centre, float radius)
    {
        var (position, velocity) = (centre, Vector2.Zero);
        arena.PushOut(ref position, ref velocity, radius);
        Assert.That(position, Is.EqualTo(centre));
    }
}
