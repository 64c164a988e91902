using GameServer.Simulation.Rooms;

namespace GameServer.Hosting;

/// <summary>A game that was added to a server, which may play another one.</summary>
/// <param name="Name">What the option Game and matchmakers call it.</param>
/// <param name="Make">Makes the game of a new room.</param>
internal sealed record HostedGame(string Name, Func<Game> Make);
