using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GameServer.Benchmarks.Processes;

/// <summary>
/// A program as a process: lines in, lines out, what it complains about kept for the message. Ends with its owner; the process
/// does not outlive it.
/// </summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const int ComplaintsMax = 20;
    private const int SigTerm = 15;

    private readonly Queue<string> complaints = new();
    private readonly Process process;

    /// <summary>Starts a .NET program of ours.</summary>
    public ChildProcess(string dll, params IEnumerable<string> arguments)
        : this(null, dll, arguments)
    {
    }

    /// <summary>Starts it with the runtime's settings of another program, or null for its own.</summary>
    public ChildProcess(string? runtimeConfig, string dll, IEnumerable<string> arguments)
        : this(Path.GetFileNameWithoutExtension(dll), new ProcessStartInfo("dotnet", runtimeConfig is null ? [dll, .. arguments] : ["exec", "--runtimeconfig", runtimeConfig, dll, .. arguments]))
    {
    }

    /// <summary>Starts any program; <paramref name="name"/> is what messages call it.</summary>
    public ChildProcess(string name, ProcessStartInfo start)
    {
        Name = name;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>
    /// Puts it before others of this machine that are not in real time, where the system allows it: what makes a load must not wait for what only looks on.
    /// Right after its start, since on Linux threads have it from the one that starts them.
    /// </summary>
    public void Raise()
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.High;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // Not allowed, or over already: then it is as it was.
        }
    }

    /// <summary>Its threads now.</summary>
    public int Threads
    {
        get
        {
            process.Refresh();
            return process.Threads.Count;
        }
    }

    /// <summary>What the system says that it has used of the processors, all its threads together; on Linux in steps of 10 ms.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Its memory that is not swapped out.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
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

    /// <summary>Reads on until a line that begins so, and returns the rest of that line; what it says before is for people.</summary>
    public string ReadAfter(string mark, TimeSpan limit)
    {
        var line = ReadLine(limit);
        while (!line.StartsWith(mark, StringComparison.Ordinal))
        {
            line = ReadLine(limit);
        }

        return line[mark.Length..];
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
