using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GameServer.Tests.Hosting;

/// <summary>The built server as a process of its own, ended with the test if it has not ended itself.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Terminate = 15;
    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    public StreamReader Output => process.StandardOutput;

    public StreamReader Error => process.StandardError;

    public static ServerProcess Start(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GameServer.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GAMESERVER__HTTP"] = "0"; // Whatever else listens on this machine.
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Lets it run to its end: exit code, standard output, standard error.</summary>
    public static (int ExitCode, string Output, string Error) Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        using var server = Start(arguments, environment);
        var error = server.Error.ReadToEndAsync();
        var output = server.Output.ReadToEnd();
        server.process.WaitForExit();
        return (server.process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public void AskForStats()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
    }

    /// <summary>SIGTERM, as an operator's tools send it. Returns the exit code, or null when it does not end in time.</summary>
    public int? Stop(TimeSpan patience)
    {
        Assert.That(kill(process.Id, Terminate), Is.Zero);
        return process.WaitForExit(patience) ? process.ExitCode : null;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
