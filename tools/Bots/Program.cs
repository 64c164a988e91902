using GameServer.Tools.Bots.Commands;

namespace GameServer.Tools.Bots;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var signals = new StopSignals();
        return new BotsCommand(Console.Out, Console.Error, signals.Token).Run(arguments);
    }
}
