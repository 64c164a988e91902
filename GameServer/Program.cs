using GameServer.Games.Arena;
using GameServer.Games.Bodies;
using GameServer.Hosting;

namespace GameServer;

/// <summary>The reference server, with the games of this repository. A server for another game is this file with that game's name in it.</summary>
internal static class Program
{
    private static int Main(string[] args) => ServerCommand.Run(args, static builder => builder.AddGameServer().AddGame<Arena>().AddGame<Bodies>());
}
