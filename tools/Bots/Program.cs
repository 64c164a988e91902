using System.Runtime.InteropServices;
using GameServer.Tools.Bots.Commands;

namespace GameServer.Tools.Bots;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        return new BotsCommand(Console.Out, Console.Error, stop.Token).Run(arguments);

        // Early, but in good order: seats are given back and what was measured is reported.
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
