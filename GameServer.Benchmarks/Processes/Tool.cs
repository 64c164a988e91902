using System.Diagnostics;

namespace GameServer.Benchmarks.Processes;

/// <summary>Runs a program of the machine to its end.</summary>
internal static class Tool
{
    /// <summary>Whether it ran and succeeded; what it said in either case, nothing when there is no such program.</summary>
    public static bool TryRun(string program, string[] arguments, out string output)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A build node that outlives the build would keep its pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        output = "";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd();
            output += error.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
