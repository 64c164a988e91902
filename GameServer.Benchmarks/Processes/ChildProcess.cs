using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GameServer.Benchmarks.Processes;

/// <summary>
/// A .NET program of ours as a process: lines in, lines out, what it complains about kept for the message. Ends with its owner;
/// the process does not outlive it.
/// </summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const int ComplaintsMax = 20;
    private const int SigTerm = 15;

    private readonly Queue<string> complaints = new();
    private readonly Process process;

    public ChildProcess(string dll, params IEnumerable<string> arguments)
        : this(null, dll, arguments)
    {
    }

    /// <summary>Starts it with the runtime's settings of another program, or null for its own.</summary>
    public ChildProcess(string? runtimeConfig, string dll, IEnumerable<string> arguments)
    {
        string[] settings = runtimeConfig is null ? [] : ["exec", "--runtimeconfig", runtimeConfig];
        Name = Path.GetFileNameWithoutExtension(dll);
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [.. settings, dll, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>Its threads now.</summary>
    public int Threads
    {
        get
        {
            process.Refresh();
            return process.Threads.Count;
        }
    }

    public void WriteLine()
    {
        try
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Failed("does not listen any more");
        }
    }

    /// <summary>The next line of its output; fails when there is none in time.</summary>
    public string ReadLine(TimeSpan limit)
    {
        var reading = process.StandardOutput.ReadLineAsync();
        if (!reading.Wait(limit))
        {
            throw Failed($"said nothing for {limit.TotalSeconds:0} s");
        }

        return reading.Result ?? throw Failed("ended too early");
    }

    /// <summary>Waits for its end, whatever it says of itself.</summary>
    public void WaitForExit(TimeSpan limit)
    {
        if (!process.WaitForExit(limit))
        {
            throw Failed($"did not end within {limit.TotalSeconds:0} s");
        }
    }

    /// <summary>Waits for its end; fails unless it was the end of a success.</summary>
    public void WaitForSuccess(TimeSpan limit)
    {
        WaitForExit(limit);
        if (process.ExitCode != 0)
        {
            throw Failed($"ended with exit code {process.ExitCode}");
        }
    }

    /// <summary>Asks it to end in good order.</summary>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
        }
        else if (!process.HasExited)
        {
            _ = Kill(process.Id, SigTerm);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private void Keep(string? line)
    {
        lock (complaints)
        {
            if (line is { Length: > 0 })
            {
                complaints.Enqueue(line);
            }

            if (complaints.Count > ComplaintsMax)
            {
                complaints.Dequeue();
            }
        }
    }

    private ScenarioException Failed(string what)
    {
        lock (complaints)
        {
            var said = complaints.Count == 0 ? "" : $" It said: {string.Join(" | ", complaints)}";
            return new ScenarioException($"{Name} {what}.{said}");
        }
    }
}
