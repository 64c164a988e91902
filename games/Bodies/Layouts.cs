using System.Numerics;
using GameServer.Games.Bodies.Physics;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Bodies;

/// <summary>Where bodies and avatars are at first. Everything lies still and sleeps. Server only.</summary>
internal static class Layouts
{
    private const int BallsPerHundred = 40;
    private const float Jitter = 0.08f; // m; the largest boxes, turned anyhow, still do not touch.
    private const int TowerHeight = 4;

    public static void Place(Room room, BodiesRules rules)
    {
        // A seed of the layout's own gives the same yard in every room.
        var random = rules.Seed is { } seed ? new RoomRandom((ulong)seed) : room.Random;
        for (var i = 0; i < rules.Count; i++)
        {
            room.Spawn(rules.Layout == Layout.Field ? OfField(i, rules, ref random) : OfTower(i, rules, ref random));
        }

        if (rules.Seed is null)
        {
            room.Random = random;
        }
    }

    /// <summary>An avatar at a place of its own along the walls.</summary>
    public static Roller Fresh(Seat seat, BodiesRules rules)
    {
        // Golden turns: neighbours in the list are far apart on the circle, and no two of 16 meet.
        var angle = Trig.Tau * 0.618034f * (seat.Id.Index + 0.5f);
        var direction = new Vector3(Trig.Cos(angle), Trig.Sin(angle), 0);
        var most = Math.Max(Math.Abs(direction.X), Math.Abs(direction.Y));
        var position = direction * ((rules.YardHalfSize - (2 * Roller.Radius)) / most);
        return new Roller { Motion = new Motion { Position = position + new Vector3(0, 0, Roller.Radius), Rotation = Quaternion.Identity } };
    }

    private static Body OfField(int index, BodiesRules rules, ref RoomRandom random)
    {
        var kind = random.NextInt(100) < BallsPerHundred ? BodyKind.Ball : BodyKind.Box;
        var body = new Body { Kind = kind, Size = random.NextInt(Body.SizeMax + 1), Paint = Body.Unpainted };
        var x = random.NextFloat(-Jitter, Jitter);
        var y = random.NextFloat(-Jitter, Jitter);
        return At(body, Cell(index, rules) + new Vector3(x, y, body.HalfSize), random.NextFloat(0, Trig.Pi));
    }

    // Four boxes above each other, then a ball in a place of its own, and so on.
    private static Body OfTower(int index, BodiesRules rules, ref RoomRandom random)
    {
        var (tower, floor) = (index / (TowerHeight + 1), index % (TowerHeight + 1));
        var isBall = floor == TowerHeight;
        var body = new Body { Kind = isBall ? BodyKind.Ball : BodyKind.Box, Size = isBall ? 0 : 1, Paint = Body.Unpainted };
        var ground = Cell((2 * tower) + (isBall ? 1 : 0), rules);
        var turn = random.NextFloat(-0.1f, 0.1f);
        return At(body, ground + new Vector3(0, 0, body.HalfSize * (isBall ? 1 : (2 * floor) + 1)), turn);
    }

    private static Vector3 Cell(int index, BodiesRules rules)
    {
        var pitch = 2 * rules.FieldHalfSize / rules.Columns;
        return new Vector3(
            ((index % rules.Columns) + 0.5f) * pitch - rules.FieldHalfSize,
            ((index / rules.Columns) + 0.5f) * pitch - rules.FieldHalfSize,
            0);
    }

    private static Body At(Body body, Vector3 position, float turn) => body with
    {
        Motion = new Motion
        {
            Position = position,
            Rotation = new Quaternion(0, 0, Trig.Sin(turn * 0.5f), Trig.Cos(turn * 0.5f)),
            QuietTicks = Limits.QuietTicks,
        },
    };
}
