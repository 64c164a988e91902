namespace GameServer.Timing;

/// <summary>
/// Waits with what every system has: sleeps of a millisecond, then spins. Owned by one thread. For development machines; how
/// often it is late is the system timer's choice.
/// </summary>
internal sealed class PortableWaiter(IMonotonicClock clock) : IWaiter
{
    private const long SpinNs = 2_000_000;

    public void WaitUntil(long moment)
    {
        while (clock.Now < moment - SpinNs)
        {
#pragma warning disable RS0030 // This is the pacer that the rule speaks of.
            Thread.Sleep(1);
#pragma warning restore RS0030
        }

        while (clock.Now < moment)
        {
            Thread.SpinWait(20);
        }
    }
}
