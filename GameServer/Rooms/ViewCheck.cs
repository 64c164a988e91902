using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;

namespace GameServer.Rooms;

/// <summary>
/// Whether a client can have seen what it says it saw when it gave an input: nothing that it has not acknowledged, and nothing older
/// than its measured latency, the interpolation delay and some slack explain. Claims beyond are moved to what can be. Owned by the
/// room's thread.
/// </summary>
internal sealed class ViewCheck(int tickRate, int snapshotRate)
{
    // A client at 20 frames per second answers a picture that it drew a frame ago; and it waits for snapshots that newer ones overtook,
    // which no ack age tells of: the 40 ms of N8 are to be within it.
    private const double SlackSeconds = 0.1;

    // A client's view clock remembers late snapshots for 4 s and takes 1.5 s to make good 150 ms; no measurement is forgotten before.
    private const double WindowSeconds = 8;

    private Pace pace;
    private Tick newestAcked;
    private double windowBegan = double.NegativeInfinity;
    private double oldestNow;
    private double oldestBefore;
    private double ageMax;

    /// <summary>The client begins anew.</summary>
    public void Forget()
    {
        newestAcked = Tick.Zero;
        windowBegan = double.NegativeInfinity;
        oldestNow = oldestBefore = 0;
    }

    /// <summary>The room goes so fast from now on: a second of waiting is so much of its time.</summary>
    public void Change(Pace next) => pace = next;

    /// <summary>An ack came in: how old the state was by then.</summary>
    public void Measure(Tick acked, double nowSeconds, double ageSeconds)
    {
        newestAcked = acked > newestAcked ? acked : newestAcked;
        if (nowSeconds - windowBegan > WindowSeconds)
        {
            (oldestBefore, oldestNow, windowBegan) = (oldestNow, 0, nowSeconds);
        }

        oldestNow = Math.Max(oldestNow, ageSeconds);
    }

    /// <summary>A datagram of inputs came in.</summary>
    /// <param name="newest">The tick of its newest input; those before it were as old when they were new.</param>
    /// <param name="nowTick">The time of its arrival in ticks.</param>
    public void Begin(Tick newest, double nowTick)
    {
        var seconds = (Math.Max(oldestNow, oldestBefore) + SlackSeconds) * pace.Rate;
        ageMax = newest.Number - nowTick + ((seconds + (pace.SnapshotsPerSent / (double)snapshotRate)) * tickRate);
    }

    /// <summary>The view age to believe of one input of that datagram, in steps.</summary>
    public int Judge(Tick tick, int claimed)
    {
        // Before its first ack a client has nothing to shoot at.
        if (newestAcked == Tick.Zero)
        {
            return 0;
        }

        var least = (long)(tick - newestAcked) * ViewAge.PerTick;
        var most = (long)(ageMax * ViewAge.PerTick);
        return (int)Math.Max(0, Math.Min(ViewAge.Max, Math.Max(least, Math.Min(most, claimed))));
    }
}
