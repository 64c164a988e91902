namespace GameServer.Replication;

/// <summary>
/// How many bytes per second one client's path takes, from the acks alone. Nothing holds it back until a queue stands in the
/// path; then what arrives is what fits. Loss says nothing: bad air loses as much as a full queue. Owned by the room's thread.
/// </summary>
/// <remarks>
/// A queue stands when even the smallest delay of a while exceeds the path's own (Nichols and Jacobson, "Controlling Queue
/// Delay", ACM Queue 2012), by more than its usual spread explains. The rate then is the delivery rate (Cardwell
/// et al., "BBR", ACM Queue 2016) less what drains the queue, and above what was last delivered it is raised in growing steps.
/// </remarks>
internal sealed class RateController
{
    /// <summary>Below this a seat gets no more than its avatar now and then; no path that a game is played on is narrower.</summary>
    public const double BytesPerSecondMin = 2_000;

    private const double NanosecondsPerSecond = 1e9;

    // So long is looked before it is judged, and over so many delays: fewer are no evidence.
    private const double WindowSeconds = 0.15;
    private const int SamplesMin = 3;

    // A path's own delay is the smallest of this time and the one before.
    private const double BaseSeconds = 10;

    // Beside the jitter, what may stand in a queue unpunished (two snapshots and a frame of the client), and what ends a raising.
    private const double QueueSecondsAllowed = 0.04;
    private const double QueueSecondsNoticed = 0.012;
    private const double JitterFactor = 2;
    private const double JitterSecondsMax = 0.06;
    private const double JitterGain = 1 / 128.0;

    // A queue is to be gone after this long, at no less than this share of what is delivered.
    private const double DrainSeconds = 0.5;
    private const double DrainShareMin = 0.25;

    // Above what was last delivered: by so much at first, then twice as much each time.
    private const double StepFirst = 0.04;
    private const double StepMax = 0.6;

    // Steps below this are taken one by one, each seen to do no harm before the next: here the path's end is likely.
    private const double StepCareful = 0.35;

    // Just emptied, a queue has room for an estimate that is a little high.
    private const double ShareAfterDrain = 0.95;

    // A delay that so many slowdowns in a row have not moved is the path's own: it has become longer.
    private const int CutsInVainMax = 3;

    private readonly double bytesPerSecondMax;
    private long windowBegan;
    private double windowDelay = double.PositiveInfinity;
    private int windowSamples;
    private double windowSum;
    private long windowBytes;
    private long baseBegan;
    private double baseDelay = double.PositiveInfinity;
    private double baseDelayBefore = double.PositiveInfinity;
    private double jitter;
    private bool hasJitter;
    private long bytesConfirmed;
    private double ceiling;
    private double step = StepFirst;
    private double delayAtCut;
    private double queueAtRaise;
    private long judgedFrom;
    private int cutsInVain;

    /// <param name="bytesPerSecondMax">Never more than this, however wide the path.</param>
    public RateController(double bytesPerSecondMax) => this.bytesPerSecondMax = BytesPerSecond = bytesPerSecondMax;

    /// <summary>Bytes per second that the seat may be sent, headers of every layer included.</summary>
    public double BytesPerSecond { get; private set; }

    /// <summary>Whether a queue was seen and its path's width is still being felt for.</summary>
    public bool IsLimited { get; private set; }

    /// <summary>Bytes per second that arrived, as the acks of the last window tell; 0 before the first.</summary>
    public double DeliveryRate { get; private set; }

    /// <summary>The smallest delay of the last window beyond the path's own, in seconds: what stands in its queues.</summary>
    public double QueueSeconds { get; private set; }

    /// <summary>Queues seen and answered with less.</summary>
    public long Cuts { get; private set; }

    private double BaseDelay => Math.Min(baseDelay, baseDelayBefore);

    /// <summary>Another connection, another path.</summary>
    public void Forget(long confirmedSoFar)
    {
        (baseBegan, baseDelay, baseDelayBefore) = (0, double.PositiveInfinity, double.PositiveInfinity);
        (jitter, hasJitter, bytesConfirmed, step, cutsInVain, judgedFrom) = (0, false, confirmedSoFar, StepFirst, 0, 0);
        (BytesPerSecond, IsLimited, DeliveryRate, QueueSeconds) = (bytesPerSecondMax, false, 0, 0);
        BeginWindow(0);
    }

    /// <summary>An ack has come.</summary>
    /// <param name="now">When, in ns.</param>
    /// <param name="confirmed">Bytes acknowledged since the beginning.</param>
    /// <param name="delaySeconds">From the sending of its newest datagram to this ack; NaN when an earlier ack told of that one.</param>
    public void OnAck(long now, long confirmed, double delaySeconds)
    {
        bytesConfirmed = confirmed;
        if (windowBegan == 0)
        {
            baseBegan = now;
            BeginWindow(now);
        }

        // From news to news, or what came in a window would be out by a datagram, which is a third of it on a narrow path.
        if (double.IsNaN(delaySeconds))
        {
            return;
        }

        TakeDelay(now, delaySeconds);
        if (Seconds(now - windowBegan) >= WindowSeconds && windowSamples >= SamplesMin)
        {
            Judge(now);
            BeginWindow(now);
        }
    }

    private static double Seconds(long ns) => ns / NanosecondsPerSecond;

    private void BeginWindow(long now)
    {
        (windowBegan, windowBytes, windowDelay) = (now, bytesConfirmed, double.PositiveInfinity);
        (windowSamples, windowSum) = (0, 0);
    }

    private void TakeDelay(long now, double delay)
    {
        windowDelay = Math.Min(windowDelay, delay);
        windowSamples++;
        if (Seconds(now - baseBegan) >= BaseSeconds)
        {
            (baseBegan, baseDelayBefore, baseDelay) = (now, baseDelay, double.PositiveInfinity);
        }

        baseDelay = Math.Min(baseDelay, delay);
        windowSum += delay;
    }

    // A queue's swelling is no jitter: what stands is not learnt from, and of the window in which it began only a little.
    private void LearnJitter()
    {
        var spread = (windowSum / windowSamples) - BaseDelay;
        var gain = hasJitter ? Math.Min(1, JitterGain * windowSamples) : 1;
        jitter += gain * (Math.Min(spread, hasJitter ? (2 * jitter) + QueueSecondsNoticed : JitterSecondsMax) - jitter);
        hasJitter = true;
    }

    private void Judge(long now)
    {
        DeliveryRate = (bytesConfirmed - windowBytes) / Seconds(now - windowBegan);
        QueueSeconds = windowDelay - BaseDelay;
        var unexplained = QueueSeconds - Math.Min(JitterFactor * jitter, JitterSecondsMax);
        var isQueue = unexplained > QueueSecondsAllowed;
        if (!isQueue && !IsLimited)
        {
            LearnJitter();
        }
        else if (isQueue && IsLimited)
        {
            ceiling = Math.Min(ceiling, DeliveryRate); // What comes out of a queue that stands is the path's width.
        }

        if (now < judgedFrom)
        {
            return; // Nothing that was sent since the last change has been told of.
        }

        if (isQueue)
        {
            Cut(now);
        }
        else if (IsLimited && QueueSeconds > queueAtRaise + QueueSecondsNoticed)
        {
            (step, queueAtRaise) = (StepFirst, QueueSeconds); // It begins to be too much.
        }
        else if (IsLimited)
        {
            Raise(now);
        }
    }

    private void Cut(long now)
    {
        cutsInVain = IsLimited && cutsInVain > 0 && windowDelay > delayAtCut - (QueueSecondsAllowed / 2) ? cutsInVain + 1 : 1;
        if (cutsInVain > CutsInVainMax)
        {
            (baseDelay, baseDelayBefore, cutsInVain) = (windowDelay, double.PositiveInfinity, 0);
            return;
        }

        ceiling = IsLimited ? Math.Min(ceiling, DeliveryRate) : DeliveryRate;
        ceiling = Math.Max(ceiling, BytesPerSecondMin);
        IsLimited = true;
        Cuts++;
        step = StepFirst;
        (delayAtCut, queueAtRaise) = (windowDelay, QueueSecondsAllowed);
        BytesPerSecond = Clamp(ceiling * Math.Max(DrainShareMin, 1 - (QueueSeconds / DrainSeconds)));

        // What is sent from now on arrives behind what stands there.
        judgedFrom = now + (long)((windowDelay + WindowSeconds) * NanosecondsPerSecond);
    }

    private void Raise(long now)
    {
        (cutsInVain, queueAtRaise) = (0, QueueSeconds);
        if (BytesPerSecond < ceiling * ShareAfterDrain)
        {
            BytesPerSecond = Clamp(ceiling * ShareAfterDrain);
        }
        else
        {
            BytesPerSecond = Clamp(BytesPerSecond * (1 + step));
            ceiling = Math.Max(ceiling, BytesPerSecond);
            step = Math.Min(StepMax, step * 2);
        }

        judgedFrom = now + (long)((BaseDelay + (step < StepCareful ? WindowSeconds : 0)) * NanosecondsPerSecond);
        IsLimited = BytesPerSecond < bytesPerSecondMax;
    }

    private double Clamp(double rate) => Math.Min(bytesPerSecondMax, Math.Max(BytesPerSecondMin, rate));
}
