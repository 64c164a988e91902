using GameServer.Client.Matches;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>A bot's eyes and fingers in one game. The same seed presses the same buttons at what it sees. Owned by its bot's thread.</summary>
internal interface IPilot<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    /// <summary>A match begins, or goes on after a reconnect.</summary>
    void Begin(Welcome welcome);

    /// <summary>The input of a tick.</summary>
    TInput Sample(Tick tick, in ClientView<TInput, TAvatar> view);

    /// <summary>How well an avatar does, by the game's own count.</summary>
    int ScoreOf(in TAvatar avatar);
}
