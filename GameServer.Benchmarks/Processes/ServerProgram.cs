namespace GameServer.Benchmarks.Processes;

/// <summary>A server as a program. Immutable.</summary>
/// <param name="Dll">Its entry.</param>
/// <param name="First">What its command line begins with.</param>
/// <param name="RuntimeConfig">The runtime's settings when they are not its own.</param>
internal sealed record ServerProgram(string Dll, IReadOnlyList<string> First, string? RuntimeConfig)
{
    /// <summary>The published server.</summary>
    public static ServerProgram Published(string dll) => new(dll, [], null);

    /// <summary>A server that only a scenario needs, run by this program with the reference server's runtime settings, which lie beside it.</summary>
    public static ServerProgram Own(params IReadOnlyList<string> first) =>
        new(typeof(ServerProgram).Assembly.Location, first, Path.Combine(AppContext.BaseDirectory, "GameServer.runtimeconfig.json"));
}
