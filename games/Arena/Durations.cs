namespace GameServer.Games.Arena;

/// <summary>Turns the rules' seconds into whole ticks of the room's rate, and counts them down.</summary>
internal static class Durations
{
    public static int Ticks(float seconds, float tickSeconds) => (int)((seconds / tickSeconds) + 0.5f);

    /// <summary>One tick of everything that runs out on a fighter; the flags follow their countdowns.</summary>
    public static void CountDown(ref Fighter fighter)
    {
        Step(ref fighter.WeaponCooldown);
        Step(ref fighter.DashCooldown);
        Step(ref fighter.RespawnTicks);
        Step(ref fighter.ShieldTicks);
        Step(ref fighter.QuadTicks);
        fighter.IsShielded = fighter.ShieldTicks > 0;
        fighter.HasQuad = fighter.QuadTicks > 0;
    }

    private static void Step(ref int ticks) => ticks = Math.Max(0, ticks - 1);
}
