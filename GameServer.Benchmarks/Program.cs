using GameServer.Benchmarks.Commands;

namespace GameServer.Benchmarks;

internal static class Program
{
    private static int Main(string[] arguments) => new BenchmarksCommand(Console.Out, Console.Error).Run(arguments);
}
