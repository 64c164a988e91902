using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>
/// The ground of a match: its bounds, walls, spawn points and pickups. Immutable; the same on the server and on every client.
/// All coordinates are metres from the centre.
/// </summary>
public sealed class ArenaMap
{
    private readonly Wall[] walls;
    private readonly Vector2[] spawnPoints;
    private readonly (PickupKind Kind, Vector2 Position)[] pickups;

    internal ArenaMap(string name, float halfSize, Wall[] walls, Vector2[] spawnPoints, (PickupKind Kind, Vector2 Position)[] pickups)
    {
        Name = name;
        HalfSize = halfSize;
        this.walls = walls;
        this.spawnPoints = spawnPoints;
        this.pickups = pickups;
    }

    /// <summary>What the configuration calls it.</summary>
    public string Name { get; }

    /// <summary>The ground reaches from minus to plus this on both axes.</summary>
    public float HalfSize { get; }

    /// <summary>Whether nobody can be hurt, as on the open field.</summary>
    public bool IsPeaceful { get; init; }

    /// <summary>Where there are no spawn points: fighters appear anywhere within this distance on each axis.</summary>
    public float SpawnHalfSize { get; init; }

    public ReadOnlySpan<Wall> Walls => walls;

    public ReadOnlySpan<Vector2> SpawnPoints => spawnPoints;

    public ReadOnlySpan<(PickupKind Kind, Vector2 Position)> Pickups => pickups;

    /// <summary>Moves a circle out of everything solid, and takes from its velocity what points into it.</summary>
    internal void PushOut(ref Vector2 position, ref Vector2 velocity, float radius)
    {
        foreach (var wall in walls)
        {
            wall.PushOut(ref position, ref velocity, radius);
        }

        KeepInside(ref position.X, ref velocity.X, HalfSize - radius);
        KeepInside(ref position.Y, ref velocity.Y, HalfSize - radius);
    }

    /// <summary>How far a ray gets before something solid stops it, at most <paramref name="lengthMax"/>.</summary>
    internal float Reach(in Ray ray, float lengthMax)
    {
        var reach = Math.Min(lengthMax, Math.Min(ToEdge(ray.From.X, ray.Direction.X), ToEdge(ray.From.Y, ray.Direction.Y)));
        foreach (var wall in walls)
        {
            reach = Math.Min(reach, ray.ToWall(wall));
        }

        return reach;
    }

    /// <summary>Whether nothing solid lies between two points.</summary>
    internal bool IsClear(Vector2 from, Vector2 to)
    {
        var distance = Geometry.Length(to - from);
        return Reach(Ray.Between(from, to), distance) >= distance;
    }

    /// <summary>Whether one wall lies between two points, and still would if both were shifted aside by so much, to either side.</summary>
    internal bool IsScreened(Vector2 from, Vector2 to, float margin)
    {
        var line = to - from;
        var distance = Geometry.Length(line);
        if (distance == 0)
        {
            return false;
        }

        var aside = new Vector2(-line.Y, line.X) * (margin / distance);
        Ray left = Ray.Between(from + aside, to + aside), right = Ray.Between(from - aside, to - aside);
        foreach (var wall in walls)
        {
            if (left.ToWall(wall) < distance && right.ToWall(wall) < distance)
            {
                return true;
            }
        }

        return false;
    }

    private static void KeepInside(ref float position, ref float velocity, float limit)
    {
        if (position > limit)
        {
            position = limit;
            velocity = Math.Min(velocity, 0);
        }
        else if (position < -limit)
        {
            position = -limit;
            velocity = Math.Max(velocity, 0);
        }
    }

    private float ToEdge(float from, float direction) =>
        direction == 0 ? float.PositiveInfinity : Math.Max(0, (direction > 0 ? HalfSize - from : -HalfSize - from) / direction);
}
