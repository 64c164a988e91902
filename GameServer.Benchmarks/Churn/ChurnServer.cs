using GameServer.Benchmarks.Processes;
using GameServer.Games.Arena;
using GameServer.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GameServer.Benchmarks.Churn;

/// <summary>A server with a matchmaker inside: a hosted service that makes and ends rooms by the server's own allocator when it is told to.</summary>
internal static class ChurnServer
{
    /// <summary>The program's first argument for it; the second is the name of the pipe on which it is told.</summary>
    public const string Command = "churn-server";

    public static ServerProgram Program(string pipe) => ServerProgram.Own(Command, pipe);

    /// <summary>Runs it in this process.</summary>
    public static int Run(string pipe, string[] arguments) => ServerCommand.Run(arguments, builder =>
    {
        builder.AddGameServer().AddGame<Arena>();
        builder.Services.AddSingleton<IHostedService>(services => new ChurnService(services.GetRequiredService<ShardGroup>(), pipe));
    });
}
