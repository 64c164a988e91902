using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Tools.Simulator.Games;

/// <summary>A game to simulate, and how its players play.</summary>
/// <param name="Make">A new instance.</param>
/// <param name="Config">The match's configuration.</param>
/// <param name="Press">What a seat's player does at a tick.</param>
/// <param name="WithoutPresses">The same without what happens once.</param>
/// <param name="IsHidden">Whether a seat may never know of a row, by the game's rules; null when it hides nothing.</param>
internal sealed record Play<TInput, TAvatar>(
    Func<Game<TInput, TAvatar>> Make,
    string Config,
    Func<Tick, SeatId, TInput> Press,
    Func<TInput, TInput> WithoutPresses,
    HiddenRule? IsHidden = null)
    where TInput : struct
    where TAvatar : struct;

/// <summary>A game's own word on what a seat may know.</summary>
internal delegate bool HiddenRule(SeatId seat, EntityHead head, ReadOnlySpan<int> row);
