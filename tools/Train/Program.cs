using GameServer.Tools.Train.Commands;

namespace GameServer.Tools.Train;

internal static class Program
{
    private static int Main(string[] arguments) => new TrainCommand(Console.Out, Console.Error).Run(arguments);
}
