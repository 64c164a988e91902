using GameServer.Timing;

namespace GameServer.Tests.Timing;

internal sealed class OsThreadTests
{
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
