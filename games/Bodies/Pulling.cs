using GameServer.Games.Bodies.Physics;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Bodies;

/// <summary>
/// How avatars draw bodies to themselves, along the ground: drawn upwards, what is below an avatar would lift it, since nothing
/// pulls back. Server only: no client knows it of others' avatars.
/// </summary>
internal static class Pulling
{
    private const float Reach = 4; // m, centre to centre, on the ground
    private const float Acceleration = 15; // m/s2
    private const float SpeedMax = 4; // m/s towards the avatar; what comes faster is not drawn on
    private const float Drag = 2; // per second, of what moves otherwise than the avatar

    public static void Advance(Room room)
    {
        foreach (var roller in room.All<Roller>())
        {
            if (roller.Value.IsPulling)
            {
                Draw(room, roller.Value.Motion);
            }
        }
    }

    private static void Draw(Room room, in Motion avatar)
    {
        foreach (var body in room.All<Body>())
        {
            ref var motion = ref body.Value.Motion;
            var way = avatar.Position - motion.Position;
            way.Z = 0;
            var square = Space.LengthSquared(way);
            if (square is > 0 and < Reach * Reach)
            {
                var direction = way * (1 / MathF.Sqrt(square));
                var behind = avatar.Velocity - motion.Velocity;
                behind.Z = 0;
                var pull = -Space.Dot(behind, direction) < SpeedMax ? Acceleration : 0;
                motion.Velocity += ((direction * pull) + (behind * Drag)) * room.TickSeconds;
                motion.QuietTicks = 0;
            }
        }
    }
}
