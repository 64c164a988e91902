using System.Runtime.InteropServices;
using GameServer.Tools.NetImpair.Commands;

namespace GameServer.Tools.NetImpair;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        return new ImpairCommand(Console.Out, Console.Error, stop.Token).Run(arguments);

        // Early, but with its report.
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
