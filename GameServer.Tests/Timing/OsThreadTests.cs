using GameServer.Timing;

namespace GameServer.Tests.Timing;

internal sealed class OsThreadTests
{
    // Of /proc/.../stat, counted from the state, which comes third: the scheduler's policy is the 41st.
    private const int PolicyAfterState = 38;

    [Test]
    [Platform("Linux")]
    public void AnUrgentThreadCanBeMadeOneLikeAnyOther()
    {
        using var raised = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var id = 0;
        var thread = new Thread(() =>
        {
            id = OsThread.Current;
            OsThread.TryMakeRealTime(1); // Where the system allows it.
            raised.Set();
            done.Wait();
        });
        thread.Start();
        raised.Wait();
        OsThread.TryMakeOrdinary(id, nice: 0);
        var told = File.ReadAllText($"/proc/self/task/{id}/stat");
        done.Set();
        thread.Join();
        Assert.That(told[(told.LastIndexOf(')') + 2)..].Split(' ')[PolicyAfterState], Is.EqualTo("0"));
    }

    [Test]
    public void PinnedThreadHasOneProcessorAndNoOther()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.That(OsThread.TryPin(0), Is.False);
            return;
        }

        var (first, again, second, far) = (false, false, true, true);
        var thread = new Thread(() =>
        {
            far = OsThread.TryPin(100_000);
            first = OsThread.TryPin(0);
            again = OsThread.TryPin(0);
            second = OsThread.TryPin(1);
        });
        thread.Start();
        thread.Join();
        Assert.That((first, again, second, far), Is.EqualTo((true, true, false, false)));
    }
}
