using System.Numerics;
using GameServer.Client.Matches;
using GameServer.Games.Arena;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>Turns a pilot's blind input on what its player sees: towards the nearest opponent, aiming and firing. Stateless.</summary>
internal static class Hunter
{
    private const float FireDistance = 40; // m

    public static ArenaInput Hunt(ArenaInput input, in ClientView<ArenaInput, Fighter> view)
    {
        var self = view.PredictedAvatar.Position;
        var nearest = new Vector2(float.PositiveInfinity);
        foreach (var other in view.All<Fighter>())
        {
            var towards = other.Value.Position - self;
            if (!other.Value.IsDead && towards.LengthSquared() < nearest.LengthSquared())
            {
                nearest = towards;
            }
        }

        if (float.IsFinite(nearest.X) && nearest.LengthSquared() > 0)
        {
            var ahead = Vector2.Normalize(nearest);

            // The pilot's own direction stays in it: that is how it gets round walls.
            var stick = Vector2.Normalize((ahead * 0.8f) + new Vector2(input.MoveX, input.MoveY));
            (input.MoveX, input.MoveY) = (stick.X, stick.Y);
            input.Aim = MathF.Atan2(ahead.Y, ahead.X);
            input.Fire = nearest.Length() < FireDistance;
        }

        return input;
    }
}
