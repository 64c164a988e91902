using System.Numerics;
using GameServer.Client.Matches;
using GameServer.Games.Bodies;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// Plays Bodies: rolls to one point of the field after the other, through whatever lies between, takes it along half of the time and
/// hops now and then. It needs to see nothing but itself, so bots that only acknowledge push as much as others. The game is its client's, which configures it.
/// </summary>
internal sealed class BodiesPilot(ulong seed, int index, Bodies game) : IPilot<BodiesInput, Roller>
{
    private const float TurnSecondsMin = 0.6f;
    private const float TurnSecondsMax = 1.6f;
    private const int TurnsPerHop = 6;

    private RoomRandom random = new(seed, (ulong)index);
    private Vector2 target;
    private Tick turnAt;
    private int tickRate = 60;
    private bool pulls;
    private bool hops;

    public void Begin(Welcome welcome) => tickRate = welcome.TickRate;

    public BodiesInput Sample(Tick tick, in ClientView<BodiesInput, Roller> view)
    {
        // A turn far ahead is of an earlier room with a longer life.
        if (tick >= turnAt || turnAt - tick > 2 * tickRate)
        {
            Turn(tick);
        }

        var position = view.PredictedAvatar.Motion.Position;
        var way = target - new Vector2(position.X, position.Y);
        var stick = way == Vector2.Zero ? way : Vector2.Normalize(way);
        var input = new BodiesInput { MoveX = stick.X, MoveY = stick.Y, Pull = pulls, Jump = hops };
        hops = false;
        return input;
    }

    public int ScoreOf(in Roller avatar) => avatar.Score;

    // Where it is on its way when the time is over, it turns: that is how it stays among the bodies that it pushes.
    private void Turn(Tick tick)
    {
        turnAt = tick + (int)(random.NextFloat(TurnSecondsMin, TurnSecondsMax) * tickRate);
        var half = game.FieldHalfSize;
        target = new Vector2(random.NextFloat(-half, half), random.NextFloat(-half, half));
        pulls = random.NextInt(2) == 0;
        hops = random.NextInt(TurnsPerHop) == 0;
    }
}
