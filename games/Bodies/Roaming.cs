using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Bodies;

/// <summary>
/// Plays the seats that no client drives: from one body to another, through whatever lies between. Its whims follow from seat and
/// tick alone, so a match with it replays like any other.
/// </summary>
internal static class Roaming
{
    private const float WhimSeconds = 2;

    public static BodiesInput Think(Room room, Seat seat)
    {
        var bodies = room.All<Body>();
        if (!room.World.TryFind<Roller>(seat.Avatar, out var self) || bodies.Count == 0)
        {
            return default;
        }

        var whim = Mix.Combine((uint)seat.Id.Index, (ulong)(room.Tick.Number * room.TickSeconds / WhimSeconds));
        var way = bodies[(int)(whim % (uint)bodies.Count)].Motion.Position - self.Value.Motion.Position;
        var length = MathF.Sqrt((way.X * way.X) + (way.Y * way.Y));
        return length > 0 ? new BodiesInput { MoveX = way.X / length, MoveY = way.Y / length, Pull = ((whim >> 32) & 1) == 0 } : default;
    }
}
