using GameServer.Timing;

namespace GameServer.Tests.Timing;

[Platform("Linux")]
internal sealed class OsThreadTests
{
    // Of /proc/.../stat, counted from the state, which comes third: the scheduler's policy is the 41st.
    private const int PolicyAfterState = 38;

    [Test]
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
        OsThread.TryMakeOrdinary(id);
        var told = File.ReadAllText($"/proc/self/task/{id}/stat");
        done.Set();
        thread.Join();
        Assert.That(told[(told.LastIndexOf(')') + 2)..].Split(' ')[PolicyAfterState], Is.EqualTo("0"));
    }
}
