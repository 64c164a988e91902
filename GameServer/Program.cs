using GameServer.Games.Arena;
using GameServer.Hosting;

namespace GameServer;

/// <summary>The reference server. A server for another game is this file with that game's name in it.</summary>
internal static class Program
{
    private static int Main(string[] args) => ServerCommand.Run(args, static builder => builder.AddGameServer().AddGame<Arena>());
}
