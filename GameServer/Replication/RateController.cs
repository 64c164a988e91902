namespace GameServer.Replication;

/// <summary>
/// How many bytes per second one client's path takes, from the acks alone. Nothing holds it back until a queue stands in the
/// path; then what arrives is what fits. Loss says nothing: bad air loses as much as a full queue. Owned by the room's thread.
/// </summary>
/// <remarks>
/// A queue stands when even the smallest delay of a while exceeds the path's own (Nichols and Jacobson, "Controlling Queue
/// Delay", ACM Queue 2012), by more than its usual spread explains. Then the rate is the delivery rate less what drains the
/// queue; whether there is more is tried from time to time, and twice as much each time while no queue answers (Cardwell et al.,
/// "BBR", ACM Queue 2016).
/// </remarks>
internal sealed class RateController
{
    /// <summary>Below this a seat gets no more than its avatar now and then; no path that a game is played on is narrower.</summary>
    public const double BytesPerSecondMin = 2_000;

    private const double NanosecondsPerSecond = 1e9;

    // So long is looked before it is judged, and over so many delays; in longer time fewer must do.
    private const double WindowSeconds = 0.1;
    private const int SamplesEnough = 5;
    private const double WindowSecondsLong = 0.3;
    private const int SamplesMin = 2;

    // A path's own delay is the smallest of this time and the one before.
    private const double BaseSeconds = 10;

    // Beside the jitter, what may stand in a queue unpunished (two snapshots and a frame of the client), and what ends a trial.
    private const double QueueSecondsAllowed = 0.04;
    private const double QueueSecondsNoticed = 0.02;
    private const double JitterFactor = 2;
    private const double JitterSecondsMax = 0.06;
    private const double JitterGain = 1 / 128.0;

    // A queue is to be gone after this long, at no less than this share of the width; without one, a little room is left.
    private const double DrainSeconds = 0.5;
    private const double DrainShareMin = 0.4;
    private const double HoldShare = 0.96;

    // A queue that has not gone after this long is the path's own delay: it has become longer.
    private const double VainSeconds = 2.5;

    // After so long without a queue more is tried: a little, and when that does no harm, much.
    private const double HoldSeconds = 0.5;
    private const double FirstGain = 1.25;
    private const double NextGain = 2;

    // The smallest delay of the third window shows what gathered during the first two.
    private const int WindowsTriedMin = 3;

    // Only when more or less comes out than went in does what came out tell of the path, and not of what was sent.
    private const double TellingShare = 0.1;

    // So much less than on the average of a queue: the path has become narrower meanwhile.
    private const double NarrowerShare = 0.75;

    // No air is so bad: what does not come out of a trial is what a full queue has dropped.
    private const double ArrivingShareMin = 0.6;

    private readonly double bytesPerSecondMax;
    private long windowBegan;
    private double windowDelay;
    private double windowSum;
    private int windowSamples;
    private long windowBytes;
    private double windowSentAt;
    private long windowSentBytes;
    private long baseBegan;
    private double baseDelay = double.PositiveInfinity;
    private double baseDelayBefore = double.PositiveInfinity;
    private double jitter;
    private bool hasJitter;
    private double newestSentAt;
    private long bytesSent;
    private double sendRate;
    private long bytesConfirmed;
    private double width;
    private long markAt;
    private long markBytes;
    private long emptyAt;
    private long queueAt;
    private bool isTrying;
    private long toldFrom;
    private int windowsTried;
    private double queueBefore;

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

    private double BaseDelay => Math.Min(baseDelay, baseDelayBefore);

    /// <summary>Another connection, another path.</summary>
    public void Forget(long confirmedSoFar)
    {
        (baseBegan, baseDelay, baseDelayBefore) = (0, double.PositiveInfinity, double.PositiveInfinity);
        (jitter, hasJitter, bytesConfirmed, isTrying) = (0, false, confirmedSoFar, false);
        (BytesPerSecond, IsLimited, DeliveryRate, QueueSeconds) = (bytesPerSecondMax, false, 0, 0);
        BeginWindow(0);
    }

    /// <summary>An ack has come. True when it told of a queue that is now answered with less.</summary>
    /// <param name="now">When, in ns.</param>
    /// <param name="confirmed">Bytes acknowledged since the beginning.</param>
    /// <param name="sent">Bytes sent since the beginning up to its newest datagram.</param>
    /// <param name="delaySeconds">From the sending of its newest datagram to this ack; NaN when an earlier ack told of that one.</param>
    public bool OnAck(long now, long confirmed, long sent, double delaySeconds)
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
            return false;
        }

        (newestSentAt, bytesSent) = (Seconds(now) - delaySeconds, sent);
        TakeDelay(now, delaySeconds);
        var seconds = Seconds(now - windowBegan);
        if (seconds < WindowSeconds || windowSamples < (seconds < WindowSecondsLong ? SamplesEnough : SamplesMin))
        {
            return false;
        }

        var isCut = Judge(now, seconds);
        BeginWindow(now);
        return isCut;
    }

    private static double Seconds(long ns) => ns / NanosecondsPerSecond;

    private static long Nanoseconds(double seconds) => (long)(seconds * NanosecondsPerSecond);

    private void BeginWindow(long now)
    {
        (windowBegan, windowBytes, windowSentAt, windowSentBytes) = (now, bytesConfirmed, newestSentAt, bytesSent);
        (windowDelay, windowSamples, windowSum) = (double.PositiveInfinity, 0, 0);
    }

    private void TakeDelay(long now, double delay)
    {
        if (Seconds(now - baseBegan) >= BaseSeconds)
        {
            (baseBegan, baseDelayBefore, baseDelay) = (now, baseDelay, double.PositiveInfinity);
        }

        baseDelay = Math.Min(baseDelay, delay);
        windowDelay = Math.Min(windowDelay, delay);
        windowSum += delay;
        windowSamples++;
    }

    private bool Judge(long now, double seconds)
    {
        DeliveryRate = (bytesConfirmed - windowBytes) / seconds;
        sendRate = (bytesSent - windowSentBytes) / (newestSentAt - windowSentAt);
        QueueSeconds = windowDelay - BaseDelay;
        var unexplained = QueueSeconds - Math.Min(JitterFactor * jitter, JitterSecondsMax);
        var isQueue = unexplained > QueueSecondsAllowed;
        var isCut = isQueue && (isTrying || !IsLimited);
        if (isCut)
        {
            Cut(now, isTrying ? WidthSinceMark(now) : DeliveryRate);
        }
        else if (!IsLimited)
        {
            LearnJitter();
        }
        else if (isTrying)
        {
            JudgeTrial(now);
        }
        else
        {
            Hold(now, isQueue);
        }

        if (IsLimited && !isTrying)
        {
            Set(width * Math.Clamp(1 - (unexplained / DrainSeconds), DrainShareMin, HoldShare));
        }

        return isCut;
    }

    // Within a window, where a queue that swells makes little of it.
    private void LearnJitter()
    {
        var spread = Math.Min((windowSum / windowSamples) - windowDelay, JitterSecondsMax);
        jitter += (hasJitter ? Math.Min(1, JitterGain * windowSamples) : 1) * (spread - jitter);
        hasJitter = true;
    }

    private void Cut(long now, double delivered)
    {
        (width, IsLimited, isTrying, emptyAt, queueAt) = (delivered, true, false, now, now);
        Mark(now);
    }

    private void Hold(long now, bool isQueue)
    {
        if (!isQueue)
        {
            emptyAt = now;
            Mark(now);
            if (Seconds(now - queueAt) > HoldSeconds)
            {
                Try(now, FirstGain);
            }

            return;
        }

        queueAt = now;
        MeasureWidth(now);
        if (Seconds(now - emptyAt) > VainSeconds)
        {
            (baseDelay, baseDelayBefore) = (windowDelay, double.PositiveInfinity);
        }
    }

    // What comes out of a queue that stands is the path's width, the longer it is looked at the more exactly.
    private void MeasureWidth(long now)
    {
        if (Math.Abs(DeliveryRate - sendRate) <= TellingShare * sendRate)
        {
            Mark(now);
            return;
        }

        width = WidthSinceMark(now);
        if (DeliveryRate < NarrowerShare * width)
        {
            width = DeliveryRate;
            Mark(now);
        }
    }

    private void Try(long now, double gain)
    {
        (isTrying, windowsTried, queueBefore) = (true, 0, QueueSeconds);
        toldFrom = now + Nanoseconds(windowDelay);
        Set(width * gain);
    }

    private void JudgeTrial(long now)
    {
        if (windowBegan < toldFrom)
        {
            Mark(now); // Some of it was sent before.
        }
        else if (QueueSeconds > queueBefore + QueueSecondsNoticed || DeliveryRate < ArrivingShareMin * sendRate)
        {
            (isTrying, width, queueAt) = (false, Math.Max(width, WidthSinceMark(now)), now);
        }
        else if (++windowsTried == WindowsTriedMin)
        {
            width = BytesPerSecond;
            Try(now, NextGain);
        }
    }

    private void Mark(long now) => (markAt, markBytes) = (now, bytesConfirmed);

    private double WidthSinceMark(long now) => now == markAt ? DeliveryRate : (bytesConfirmed - markBytes) / Seconds(now - markAt);

    private void Set(double rate)
    {
        BytesPerSecond = Math.Min(bytesPerSecondMax, Math.Max(BytesPerSecondMin, rate));
        IsLimited = BytesPerSecond < bytesPerSecondMax;
        isTrying &= IsLimited;
    }
}
