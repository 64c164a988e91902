using GameServer.Timing;

namespace GameServer.Tests.Timing;

/// <summary>The few that are about real time: each waits for some milliseconds.</summary>
internal sealed class WaiterTests
{
    private readonly StopwatchClock clock = new();

    [Test]
    public void WaitersAreNeverEarly([Values] bool isPortable)
    {
        var waiter = Waiter(isPortable);
        for (var i = 0; i < 5; i++)
        {
            var moment = clock.Now + 3_000_000;
            waiter.WaitUntil(moment);
            Assert.That(clock.Now, Is.GreaterThanOrEqualTo(moment));
        }
    }

    [Test]
    public void MomentInThePastIsNotWaitedFor([Values] bool isPortable)
    {
        var waiter = Waiter(isPortable);
        var begun = clock.Now;
        waiter.WaitUntil(long.MinValue / 2);
        waiter.WaitUntil(begun);

        // A second would be a wait; anything less may be this machine's other work.
        Assert.That(clock.Now - begun, Is.LessThan(1_000_000_000));
    }

    [Test]
    public void ClockNeverGoesBack()
    {
        var last = clock.Now;
        for (var i = 0; i < 10_000; i++)
        {
            var now = clock.Now;
            Assert.That(now, Is.GreaterThanOrEqualTo(last));
            last = now;
        }
    }

    [Test]
    [Platform("Linux")]
    public void ClockOfLinuxIsTheKernelsOwn() => Assert.That(StopwatchClock.CountsNanoseconds, Is.True);

    private IWaiter Waiter(bool isPortable)
    {
        if (!isPortable && OperatingSystem.IsLinux())
        {
            return new LinuxWaiter(clock);
        }

        return new PortableWaiter(clock);
    }
}
