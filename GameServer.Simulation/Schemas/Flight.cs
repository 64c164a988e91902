using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// One tick of an entity that its owner's <c>Drive</c> spawned, as far as its own fields and the static map decide it: the
/// owner's client runs it ahead of the server, and the game's <c>Tick</c> runs the same code.
/// </summary>
/// <typeparam name="TGame">The game's class.</typeparam>
/// <typeparam name="T">The entity struct.</typeparam>
/// <param name="game">The game's instance: its static map is equal on both ends.</param>
/// <param name="entity">The entity, as the last tick left it.</param>
/// <param name="tick">The tick that is being executed or predicted; the first is the one that spawned it.</param>
/// <param name="tickSeconds">Length of a tick in seconds.</param>
/// <returns>False when it is over: the client draws it no longer.</returns>
public delegate bool Flight<in TGame, T>(TGame game, ref T entity, Tick tick, float tickSeconds)
    where T : struct;
