using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// A player's fingers: another direction every 0.3 to 0.8 s, the trigger now and then. The same seed presses the same buttons.
/// Owned by its bot's thread.
/// </summary>
internal sealed class Pilot(ulong seed, int index)
{
    private const float TurnSecondsMin = 0.3f;
    private const float TurnSecondsMax = 0.8f;
    private const int TurnsPerBurst = 8;
    private const int TurnsPerDash = 16;
    private const int TurnsPerThrow = 8;

    private RoomRandom random = new(seed, (ulong)index);
    private ArenaInput input;
    private Tick turnAt;
    private int tickRate = 60;
    private bool throws;

    /// <summary>A match begins, or goes on after a reconnect.</summary>
    public void Begin(Welcome welcome)
    {
        tickRate = welcome.TickRate;

        // Rockets are entities of their own, and what a crowd on the open field costs is measured by its players.
        throws = !welcome.Config.Contains("map=field", StringComparison.Ordinal);
    }

    /// <summary>The input of a tick.</summary>
    public ArenaInput Sample(Tick tick)
    {
        // A turn far ahead is of an earlier room with a longer life.
        if (tick >= turnAt || turnAt - tick > tickRate)
        {
            Turn(tick);
        }

        var now = input;
        input.Dash = input.Throw = false;
        return now;
    }

    private void Turn(Tick tick)
    {
        turnAt = tick + (int)(random.NextFloat(TurnSecondsMin, TurnSecondsMax) * tickRate);
        var angle = random.NextFloat(-Trig.Pi, Trig.Pi);
        input.MoveX = Trig.Cos(angle);
        input.MoveY = Trig.Sin(angle);
        input.Aim = random.NextFloat(-Trig.Pi, Trig.Pi);
        input.Fire = random.NextInt(TurnsPerBurst) == 0;
        input.Dash = random.NextInt(TurnsPerDash) == 0;
        input.Throw = throws && random.NextInt(TurnsPerThrow) == 0;
    }
}
