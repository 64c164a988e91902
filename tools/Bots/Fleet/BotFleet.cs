using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using GameServer.Client.Transport;
using GameServer.Protocol.Recordings;
using GameServer.Sockets;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Recording;
using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Tracing;
using GameServer.Tools.Bots.Wire;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// Bots that play on a server over UDP with the real client's code, on threads of their own. Made, read and stopped by one
/// thread; a bot whose seat is gone stays gone and says why.
/// </summary>
public sealed class BotFleet : IDisposable
{
    private readonly BotThread[] threads;
    private readonly BotNotes notes;
    private TimeSpan cpuAtBegin;
    private long dropsAtBegin;
    private bool isStopped;

    private BotFleet(BotThread[] threads, BotNotes notes)
    {
        (this.threads, this.notes) = (threads, notes);
        cpuAtBegin = Environment.CpuUsage.TotalTime;
    }

    /// <summary>
    /// Starts the bots, which ask for their seats one after the other. False, with one sentence, when the server's name or the
    /// tick trace is of no use.
    /// </summary>
    public static bool TryStart(BotFleetOptions options, [NotNullWhen(true)] out BotFleet? fleet, out string problem)
    {
        fleet = null;
        TickTraceReader? trace = null;
        MatchRecorder? recorder = null;
        var address = options.Host;
        problem = "";
        if ((options.Tokens is null && !TryResolve(options.Host, out address, out problem))
            || !TryChoose(options with { Host = address }, out var path, out problem)
            || (options.TickTraceFile is { } file && !TickTraceReader.TryOpen(file, out trace, out problem))
            || (options.RecordingFile is { } recording && !TryRecord(recording, out recorder, out problem)))
        {
            trace?.Dispose();
            return false;
        }

        options = options with { Host = address, Transport = path };
        var notes = new BotNotes(trace, recorder, Enumerable.Range(0, options.Clients).FirstOrDefault(options.Decodes, -1));
        fleet = new BotFleet(StartThreads(options, notes), notes);
        return true;
    }

    /// <summary>Ticks that were recorded; read it when the bots have stopped.</summary>
    public int RecordedTicks => notes.Recorder?.Ticks ?? 0;

    /// <summary>One sentence when the recording that was asked for is of no use, else null; there when the bots have stopped.</summary>
    public string? RecordingProblem => notes.Recorder?.Problem;

    /// <summary>Begins a window: what was before, the warm-up, does not count.</summary>
    public void RestartWindow()
    {
        dropsAtBegin = KernelDrops.Count();
        Ask(static thread => thread.RestartWindow());
        cpuAtBegin = Environment.CpuUsage.TotalTime;
    }

    /// <summary>How everybody fared since the window began, which goes on.</summary>
    public FleetFigures Figures()
    {
        var cpu = Environment.CpuUsage.TotalTime - cpuAtBegin; // Before all the figures are copied, which is work too.
        var parts = Ask(static thread => thread.Figures());
        var lateness = Samples.OfTimes(digits: 2);
        foreach (var part in parts)
        {
            lateness.Add(part.FrameLateness);
        }

        return parts[0] with
        {
            Bots = [.. parts.SelectMany(static part => part.Bots)],
            CpuSeconds = cpu.TotalSeconds,
            KernelDrops = KernelDrops.Count() - dropsAtBegin,
            QueueDrops = parts.Sum(static part => part.QueueDrops),
            SendErrors = parts.Sum(static part => part.SendErrors),
            Frames = parts.Sum(static part => part.Frames),
            LateFrames = parts.Sum(static part => part.LateFrames),
            FrameLateness = lateness,
            IsTraced = notes.Trace is not null,
        };
    }

    /// <summary>Every bot gives its seat back. Returns when the server knows, at the latest after half a second. May be called again.</summary>
    public void Stop()
    {
        if (!isStopped)
        {
            isStopped = true;
            Array.ForEach(threads, static thread => thread.Stop());
            notes.Trace?.Dispose();
            notes.Recorder?.Dispose();
        }
    }

    /// <inheritdoc cref="Stop"/>
    public void Dispose() => Stop();

    private T[] Ask<T>(Func<BotThread, T> question)
    {
        ObjectDisposedException.ThrowIf(isStopped, this);
        return Task.WhenAll(Array.ConvertAll(threads, thread => thread.Ask(() => question(thread)))).GetAwaiter().GetResult();
    }

    // The path that is taken: batched by itself only where nothing speaks against it.
    private static bool TryChoose(BotFleetOptions options, out TransportPath path, out string problem)
    {
        (path, problem) = (TransportPath.Portable, "");
        if (options.Transport == TransportPath.Portable)
        {
            return true;
        }

        if (options.Hosts.All(static host => IPAddress.TryParse(host, out var address) && LoopbackWire.Reaches(address)) && LoopbackWire.IsAllowed())
        {
            path = TransportPath.Batched;
            return true;
        }

        problem = options.Transport == TransportPath.Batched ? "The batched transport takes Linux, and a server at 127.0.0.1." : "";
        return problem.Length == 0;
    }

    private static BotThread[] StartThreads(BotFleetOptions options, BotNotes notes)
    {
        var threads = new BotThread[Math.Clamp(options.Threads, 1, options.Clients)];
        var parts = Array.ConvertAll(Enumerable.Range(0, threads.Length).ToArray(), thread => MakeBots(options, notes, thread, threads.Length));
        var begin = MonotonicTime.Now;
        for (var i = 0; i < threads.Length; i++)
        {
            // Frames of one thread's bots fall between those of the others'.
            var offset = (long)(1e9 / (options.FramesPerSecond * options.Clients) * i);
            threads[i] = new BotThread(parts[i].Bots, parts[i].Wire, begin + offset, options.FramesPerSecond, options.ConnectsPerSecond / threads.Length, $"bots {i}");
        }

        return threads;
    }

    private static (IBot[] Bots, LoopbackWire? Wire) MakeBots(BotFleetOptions options, BotNotes notes, int thread, int threads)
    {
        var wire = options.Transport == TransportPath.Batched ? new LoopbackWire(thread) : null;
        var bots = new List<IBot>();
        for (var bot = thread; bot < options.Clients; bot += threads)
        {
            bots.Add(BotGames.Make(options, bot, notes, wire?.Open() ?? new LiteNetLibClientTransport()));
        }

        return ([.. bots], wire);
    }

    private static bool TryRecord(string path, [NotNullWhen(true)] out MatchRecorder? recorder, out string problem)
    {
        (recorder, problem) = (null, "");
        try
        {
            recorder = new MatchRecorder(RecordingFile.Create(path), path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"The recording {path} cannot be written.";
            return false;
        }
    }

    // Once, instead of one look-up per bot.
    private static bool TryResolve(string host, out string address, out string problem)
    {
        (address, problem) = (host, "");
        if (IPAddress.TryParse(host, out _))
        {
            return true;
        }

        try
        {
            var addresses = Dns.GetHostAddresses(host);
            address = (Array.Find(addresses, static a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0]).ToString();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            problem = $"The host {host} is unknown.";
            return false;
        }
    }
}
