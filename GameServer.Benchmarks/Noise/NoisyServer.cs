using System.Globalization;
using GameServer.Benchmarks.Processes;
using GameServer.Hosting;

namespace GameServer.Benchmarks.Noise;

/// <summary>A server whose rooms may misbehave: an entry of its own around the server as a library, like a user's.</summary>
internal static class NoisyServer
{
    /// <summary>The program's first argument for it; the second is how long a loop lasts.</summary>
    public const string Command = "noisy-server";

    public static ServerProgram Program(double loopSeconds) => ServerProgram.Own(Command, loopSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Runs it in this process.</summary>
    public static int Run(string loopSeconds, string[] arguments)
    {
        NoisyArena.LoopSeconds = double.Parse(loopSeconds, CultureInfo.InvariantCulture);
        return ServerCommand.Run(arguments, static builder => builder.AddGameServer().AddGame<NoisyArena>());
    }
}
