using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>How a thread fared that only sleeps until each deadline.</summary>
/// <param name="Lateness">How long after its deadline each wake-up came.</param>
/// <param name="Count">All wake-ups.</param>
/// <param name="Late">Those more than a whole tick period late: a tick that took no time would have ended after the next deadline.</param>
internal sealed record Wakeups(Samples Lateness, long Count, long Late)
{
    public double LateShare => (double)Late / Count;
}
