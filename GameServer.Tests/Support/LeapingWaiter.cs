using GameServer.Timing;
using GameServer.Tools.Simulator.Timing;

namespace GameServer.Tests.Support;

/// <summary>Turns its clock to the moment instead of waiting for it.</summary>
internal sealed class LeapingWaiter(ManualClock clock) : IWaiter
{
    /// <summary>Called before each leap, on the waiting thread.</summary>
    public Action? Before { get; init; }

    public void WaitUntil(long moment)
    {
        Before?.Invoke();
        clock.Now = Math.Max(clock.Now, moment);
    }
}
