using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>The maps that a match can be played on.</summary>
internal static class ArenaMaps
{
    private const float ArenaHalfSize = 64;
    private const float FieldHalfSize = 500;
    private const float FieldSpawnHalfSize = 200;

    /// <summary>128 x 128 m of walls and cover, alike in all four quarters.</summary>
    public static ArenaMap Arena { get; } = new(
        "arena",
        ArenaHalfSize,
        WallsInAllQuarters(
        [
            new(new(10, 4), new(12, 12)), new(new(4, 10), new(10, 12)), // the corner of the inner yard, where the quad lies
            new(new(22, 22), new(26, 26)), // a crate on the diagonal
            new(new(30, 6), new(32, 20)), new(new(6, 30), new(20, 32)), // the long walls
            new(new(44, 44), new(50, 46)), new(new(44, 46), new(46, 50)), // the far corner
            new(new(48, 10), new(52, 14)), new(new(10, 48), new(14, 52)), // crates on the way round
        ]),
        PointsInAllQuarters([new(56, 56), new(56, 24), new(24, 56), new(38, 38)]),
        [
            (PickupKind.Quad, new(0, 0)),
            (PickupKind.Health, new(40, 0)), (PickupKind.Health, new(-40, 0)), (PickupKind.Health, new(0, 40)), (PickupKind.Health, new(0, -40)),
            (PickupKind.Ammo, new(17, 17)), (PickupKind.Ammo, new(-17, 17)), (PickupKind.Ammo, new(17, -17)), (PickupKind.Ammo, new(-17, -17)),
        ]);

    /// <summary>1,000 x 1,000 m with nothing on it but a crowd: for measuring what many players cost.</summary>
    public static ArenaMap Field { get; } = new("field", FieldHalfSize, [], [], []) { IsPeaceful = true, SpawnHalfSize = FieldSpawnHalfSize };

    private static Wall[] WallsInAllQuarters(Wall[] quarter)
    {
        var all = new List<Wall>(4 * quarter.Length);
        foreach (var (min, max) in quarter)
        {
            all.Add(new Wall(min, max));
            all.Add(new Wall(new(-max.X, min.Y), new(-min.X, max.Y)));
            all.Add(new Wall(new(min.X, -max.Y), new(max.X, -min.Y)));
            all.Add(new Wall(-max, -min));
        }

        return [.. all];
    }

    private static Vector2[] PointsInAllQuarters(Vector2[] quarter)
    {
        var all = new List<Vector2>(4 * quarter.Length);
        foreach (var point in quarter)
        {
            all.AddRange([point, new(-point.X, point.Y), new(point.X, -point.Y), -point]);
        }

        return [.. all];
    }
}
