using GameServer.Client.Matches;
using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>Plays Arena: walks and fires blindly, as load, or goes for whom it sees.</summary>
internal sealed class ArenaPilot(ulong seed, int index, bool hunts) : IPilot<ArenaInput, Fighter>
{
    private readonly Pilot fingers = new(seed, index);

    public void Begin(Welcome welcome) => fingers.Begin(welcome);

    public ArenaInput Sample(Tick tick, in ClientView<ArenaInput, Fighter> view) =>
        hunts ? Hunter.Hunt(fingers.Sample(tick), view) : fingers.Sample(tick);

    public int ScoreOf(in Fighter avatar) => avatar.Score;
}
