using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Client.Timing;

/// <summary>
/// Decides which tick the client's next input is for. Runs ahead of the server by half a round trip and a buffer, and holds the
/// wait that the server measures: the low quantile of it, so that jitter widens the buffer and calm shrinks it again.
/// </summary>
/// <remarks>
/// A wait is taken less how far ahead its input really left, which a frame rate near the tick rate makes a staircase of whole
/// ticks. What is left is the network's alone and does not move when the lead does, so the answer to a trim need not be awaited
/// before the next one and the loop cannot overshoot by its own round trip.
/// </remarks>
internal sealed class InputClock(int tickRate, int snapshotRate, double waitMsMax = 254)
{
    // The quantile of some 180 samples says little about the tail beyond it, which is longer the wider the spread is: hence a
    // margin that grows with the spread. Mostly the tail is lost datagrams, whose inputs come with the next one, a tick later:
    // hence no more than that and a little. At N4 it comes to the 60 ms that leave 0.01 % of the inputs without their tick.
    private const double Quantile = 0.02;
    private const double MarginMs = 8;
    private const double MarginPerSpread = 0.75;
    private const double MarginTicksMax = 1.42;

    // And nothing that came in the last seconds is to come late again: a rare loss is less than the quantile sees.
    private const double WorstMs = 4;

    private const double FirstGuessMs = 20;
    private const double DeadBandMs = 4;
    private const double JumpMs = 100;
    private const int AheadUnknown = -128; // Where a header's value saturates: no input came for so long.
    private const double WaitMsKnown = 254; // One below where a header's value saturates.
    private const double SecondsToResync = 0.1;
    private const double LateTrimMax = 0.25;
    private const double EarlyTrimMax = 0.05;

    // With the time that a trim takes over what is no jump yet, 100 ms at 5 %, a spike is forgotten within 5 s.
    private const int WindowSeconds = 3;
    private const double HeldBackSeconds = 10; // Longer than what a burst taught is remembered: bursts are rare events.
    private const double FrameMsMax = 100;
    private const double StallSeconds = 0.5;
    private const double FrameWeight = 0.05;
    private const int TicksToForget = 4; // Datagrams in a row that may be lost; the next one repeats their inputs.
    private const int LeadRing = 512;
    private const int SamplesToTrust = 8;

    private readonly SampleWindow waits = new(WindowSeconds * snapshotRate, WindowSeconds);
    private readonly SampleWindow roundTrips = new(snapshotRate, seconds: 1);
    private readonly double[] aheadAt = new double[LeadRing];
    private Tick start;
    private Tick jumpedAt;
    private double elapsed;
    private double leadMs;
    private double frameMs = 1000.0 / tickRate;
    private double suspectedSince = double.NaN;
    private double heldBackAt = double.NegativeInfinity;

    // What the waits come to; they change with what is measured alone.
    private double worstMs;
    private double lowMs;
    private double medianMs;
    private bool isSettled;
    private bool isJumping;

    /// <summary>The tick that the newest input is for.</summary>
    public Tick Now { get; private set; }

    /// <summary>How far the next tick has come, 0 to 1.</summary>
    public double Fraction { get; private set; }

    /// <summary>By how much the clock was set ahead of its start, in ms.</summary>
    public double LeadMs => leadMs;

    /// <summary>Whether the clock was set back and lets the server come after it: no tick gets a second input.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>The wait that 2 % of the inputs stay below, in ms.</summary>
    public double WaitQuantileMs => lowMs + leadMs - SendLagMs;

    /// <summary>Where <see cref="WaitQuantileMs"/> is to be, in ms: what the tail beyond it needs.</summary>
    public double TargetMs { get; private set; } = MarginMs;

    /// <summary>By how much the clock ran fast (or, below zero, slow) in the last frame, as a share: -0.05 to 0.25.</summary>
    public double TrimRate { get; private set; }

    /// <summary>
    /// Whether the wait that the player allows is shorter than what the network's losses ask for, or was in the last seconds: then something else must
    /// make up for them.
    /// </summary>
    public bool IsHeldBack => waitMsMax < WaitMsKnown && elapsed - heldBackAt < HeldBackSeconds;

    /// <summary>How often the clock was set anew instead of being trimmed, the first setting included.</summary>
    public int Jumps { get; private set; }

    // An input leaves with the first frame after it is due: half a frame late on average, and where one frame sends for several
    // ticks the first of them as late as the frame is longer than a tick on top.
    private double SendLagMs => (Math.Min(frameMs, TickMs) / 2) + Math.Max(0, frameMs - TickMs);

    private double TickMs => 1000.0 / tickRate;

    /// <summary>Begins at the newest tick of the server that is known.</summary>
    public void Start(Tick server)
    {
        start = server;
        Now = jumpedAt = server;
        elapsed = leadMs = Fraction = 0;
        suspectedSince = double.NaN;
        heldBackAt = double.NegativeInfinity;
        isSettled = isJumping = IsWaiting = false;
        Forget();
        roundTrips.Clear();
    }

    /// <summary>
    /// Lets time pass. Before what came in that time is measured, or a client that stood still would take every snapshot for one that is as far ahead as that
    /// took, and go there.
    /// </summary>
    public void Elapse(double seconds) => elapsed += seconds;

    /// <summary>Ends the frame that has elapsed. Inputs are then due for the ticks after <paramref name="last"/> up to <see cref="Now"/>.</summary>
    public void Advance(double seconds, out Tick last)
    {
        last = Now;
        frameMs += FrameWeight * (Math.Min(FrameMsMax, seconds * 1000) - frameMs);
        Trim(seconds);
        var exact = (elapsed + (leadMs / 1000)) * tickRate;
        var whole = Math.Floor(exact);
        Fraction = exact - whole;
        var now = whole <= 0 ? start : start + (int)whole;

        IsWaiting = now < Now;
        if (IsWaiting)
        {
            Fraction = 1;
        }
        else
        {
            Now = now;
        }

        // How late the inputs of a frame are that the client slept through says nothing of the network.
        if (isJumping || seconds > StallSeconds)
        {
            jumpedAt = Now + TicksToForget;
            isJumping = false;
        }

        for (var tick = last + 1; tick <= Now; tick += 1)
        {
            // A frame far longer than usual is no part of the staircase: what it costs counts as the network's doing.
            aheadAt[tick.Number % LeadRing] = Math.Max(((tick - start) * TickMs) - (elapsed * 1000), leadMs - frameMs - DeadBandMs);
        }
    }

    /// <summary>Takes in what a snapshot says of this client's inputs.</summary>
    public void Measure(in SnapshotHeader header)
    {
        // Without the lead, as the samples are: their difference is the round trip, whatever the lead does.
        var aheadMs = (elapsed * 1000) - ((header.Tick - start) * 1000.0 / tickRate);
        var isUnknown = header.WaitMs == SnapshotHeader.WaitUnknown;
        if (isUnknown && (header.ReceivedAhead <= AheadUnknown || IsWaiting) && aheadMs + leadMs < -JumpMs)
        {
            // Behind a tick that is known to be over, and with nothing to measure: the welcome came so late that the server knows none of the ticks any
            // more that inputs are sent for, or the clock was set back too far and waits.
            Forget();
            isSettled = false;
            Jump(FirstGuessMs - aheadMs);
            return;
        }

        // Beyond what a header can say, the newest input tells: it waits for as many ticks as it is ahead.
        var isBeyond = header.WaitMs > WaitMsKnown;
        var waitMs = isBeyond ? Math.Max(header.WaitMs, header.ReceivedAhead * TickMs) : header.WaitMs;
        var input = header.WaitMs < 0 || isBeyond ? header.Tick + header.ReceivedAhead : header.Tick + -header.ConsumedAge;
        var isOfNow = !isUnknown && input > jumpedAt && input <= Now && Now - input < LeadRing;
        var sample = isOfNow ? waitMs - aheadAt[input.Number % LeadRing] : aheadMs - roundTrips.Quantile(0.5);
        if (IsSkipSuspected(isUnknown || isBeyond, sample) || !isOfNow)
        {
            return;
        }

        roundTrips.Add(aheadMs - sample, elapsed);
        waits.Add(sample, elapsed);
        (worstMs, lowMs, medianMs) = (waits.Quantile(0), waits.Quantile(Quantile), waits.Quantile(0.5));
        if (!isSettled)
        {
            Settle(sample);
        }
    }

    // A wait longer than a header can say, or none at all: either no input came, or the server's ticks are far behind, as after a
    // stall whose ticks it skipped. The newest input tells which, or the usual round trip. If it lasts, what was learnt before is of no use.
    private bool IsSkipSuspected(bool isBeyond, double sample)
    {
        if (!isBeyond || roundTrips.Count == 0 || sample + leadMs <= WaitMsKnown)
        {
            suspectedSince = double.NaN;
            return false;
        }

        suspectedSince = double.IsNaN(suspectedSince) ? elapsed : suspectedSince;
        if (elapsed - suspectedSince >= SecondsToResync)
        {
            Forget();
            isSettled = false;
            suspectedSince = double.NaN;
            Jump(MarginMs + FirstGuessMs + SendLagMs - sample);
        }

        return true;
    }

    // How late an input comes that was sent before a jump, or for one of the ticks jumped over, says nothing of the new lead.
    private void Jump(double lead)
    {
        leadMs = lead;
        Jumps++;
        jumpedAt = Now;
        isJumping = true;
    }

    // The first answers set the clock at once: until then it runs on a guess.
    private void Settle(double sample)
    {
        if (waits.Count == 1 || sample + leadMs < MarginMs)
        {
            Jump(MarginMs + FirstGuessMs + SendLagMs - sample);
        }

        isSettled = waits.Count >= SamplesToTrust;
    }

    private void Forget()
    {
        waits.Clear();
        worstMs = lowMs = medianMs = 0;
    }

    private void Trim(double seconds)
    {
        TrimRate = 0;
        if (!isSettled)
        {
            return;
        }

        var spread = medianMs - lowMs;
        var toWorst = lowMs - worstMs;
        var wanted = Math.Max(MarginMs + Math.Min(MarginPerSpread * spread, MarginTicksMax * TickMs), WorstMs + toWorst);

        // The bound is the median's, and never asks for inputs to come late: a spread as wide as that is two networks in one window.
        TargetMs = Math.Min(wanted, Math.Max(MarginMs, waitMsMax - spread));
        heldBackAt = wanted > TargetMs + DeadBandMs ? elapsed : heldBackAt;
        var error = TargetMs - WaitQuantileMs;
        if (Math.Abs(error) > JumpMs)
        {
            Jump(leadMs + error);
        }
        else if (error > DeadBandMs)
        {
            Shift(Math.Min(error - DeadBandMs, LateTrimMax * seconds * 1000), seconds);
        }
        else if (error < -DeadBandMs)
        {
            Shift(Math.Max(error + DeadBandMs, -EarlyTrimMax * seconds * 1000), seconds);
        }
    }

    private void Shift(double milliseconds, double seconds)
    {
        leadMs += milliseconds;
        TrimRate = milliseconds / 1000 / seconds;
    }
}
