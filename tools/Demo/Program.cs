using GameServer.Tools.Demo.Commands;

namespace GameServer.Tools.Demo;

internal static class Program
{
    private static int Main(string[] arguments) => new DemoCommand(Console.Out, Console.Error).Run(arguments);
}
