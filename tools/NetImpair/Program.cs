using GameServer.Tools.Bots.Commands;
using GameServer.Tools.NetImpair.Commands;

namespace GameServer.Tools.NetImpair;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var signals = new StopSignals();
        return new ImpairCommand(Console.Out, Console.Error, signals.Token).Run(arguments);
    }
}
