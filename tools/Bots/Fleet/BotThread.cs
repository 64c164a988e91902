using System.Collections.Concurrent;
using GameServer.Simulation.Identity;
using GameServer.Sockets;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Wire;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// Runs the frames of its bots at their times, and sleeps in between. Everything of a bot happens on this thread; others ask it
/// to do something and wait for the answer.
/// </summary>
internal sealed class BotThread
{
    private const long Grain = 2_000_000; // Each waking costs as much as some frames do, and two ms are half of what makes a frame late.
    private const long Late = 4_000_000;
    private const long ExchangeEvery = 300_000; // What was sent waits no longer behind others' frames, and what has come is no staler.
    private const long LeaveTime = 500_000_000;
    private const int EntitiesMax = 4096;

    private readonly ConcurrentQueue<Action> requests = new();
    private readonly Tick[] scratch = new Tick[EntitiesMax];
    private readonly IBot[] bots;
    private readonly LoopbackWire? wire;
    private readonly FramePlan plan;
    private readonly long connectStep;
    private readonly long begin;
    private readonly Thread thread;
    private readonly Samples lateness = Samples.OfTimes(digits: 2);
    private volatile bool isStopping;
    private int connected;
    private long windowBegin;
    private long frames;
    private long lateFrames;
    private (long QueueDrops, long SendErrors) wireAtBegin;

    public BotThread(IBot[] bots, LoopbackWire? wire, long begin, double framesPerSecond, double connectsPerSecond, string name)
    {
        (this.bots, this.wire, this.begin) = (bots, wire, begin);
        plan = new FramePlan(begin, bots.Length, framesPerSecond);
        connectStep = (long)(1e9 / connectsPerSecond);
        windowBegin = begin;
        thread = new Thread(Run) { Name = name, IsBackground = true };
        thread.Start();
    }

    private (long QueueDrops, long SendErrors) WireLosses => (wire?.QueueDrops ?? 0, wire?.SendErrors ?? 0);

    /// <summary>Does something on the thread, between two frames.</summary>
    public Task<T> Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests.Enqueue(() => answer.SetResult(question()));
        return answer.Task;
    }

    /// <summary>Begins a window. Only by <see cref="Ask"/>.</summary>
    public long RestartWindow()
    {
        windowBegin = MonotonicTime.Now;
        (frames, lateFrames) = (0, 0);
        wireAtBegin = WireLosses;
        lateness.Reset();
        Array.ForEach(bots, static bot => bot.RestartWindow());
        return windowBegin;
    }

    /// <summary>The window so far. Only by <see cref="Ask"/>.</summary>
    public FleetFigures Figures()
    {
        var seconds = (MonotonicTime.Now - windowBegin) / 1e9;
        var copy = Samples.OfTimes(digits: 2);
        copy.Add(lateness);
        return new FleetFigures
        {
            Bots = Array.ConvertAll(bots, bot => bot.Figures(seconds)),
            Seconds = seconds,
            CpuSeconds = 0,
            KernelDrops = 0,
            QueueDrops = WireLosses.QueueDrops - wireAtBegin.QueueDrops,
            SendErrors = WireLosses.SendErrors - wireAtBegin.SendErrors,
            Frames = frames,
            LateFrames = lateFrames,
            FrameLateness = copy,
            IsTraced = false,
            Transport = wire is null ? TransportPath.Portable : TransportPath.Batched,
        };
    }

    /// <summary>Every bot gives its seat back; returns when the server knows, or half a second later.</summary>
    public void Stop()
    {
        isStopping = true;
        thread.Join();
    }

    private void Run()
    {
        while (!isStopping)
        {
            while (requests.TryDequeue(out var request))
            {
                request();
            }

            ConnectDue();
            RunDueFrames();
            MonotonicTime.SleepUntil(Math.Max(plan.Next, MonotonicTime.Now + Grain));
        }

        Array.ForEach(bots, static bot => bot.Leave());
        for (var end = MonotonicTime.Now + LeaveTime; MonotonicTime.Now < end && !Array.TrueForAll(bots, static bot => bot.IsClosed);)
        {
            RunDueFrames();
            MonotonicTime.SleepUntil(MonotonicTime.Now + Grain);
        }

        Array.ForEach(bots, static bot => bot.Dispose());
        wire?.Dispose();
    }

    private void ConnectDue()
    {
        for (; connected < bots.Length && MonotonicTime.Now >= begin + (connected * connectStep); connected++)
        {
            bots[connected].Connect(MonotonicTime.Now);
        }
    }

    // At most one frame of each bot: a thread that cannot keep up still has to listen.
    private void RunDueFrames()
    {
        var now = MonotonicTime.Now;
        wire?.Exchange();
        var exchanged = now;
        for (var left = bots.Length; left > 0 && plan.Next <= now; left--, now = MonotonicTime.Now)
        {
            if (now - exchanged > ExchangeEvery)
            {
                wire?.Exchange();
                exchanged = now;
            }

            var late = now - plan.Next;
            bots[plan.Bot].Frame(now, scratch);
            lateness.RecordTime(late);
            frames++;
            lateFrames += late > Late ? 1 : 0;
            plan.Advance();
            var skipped = plan.SkipMissed(now);
            frames += skipped;
            lateFrames += skipped;
        }

        wire?.Exchange();
    }
}
