using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Timing;

namespace GameServer.Tests.Shards;

internal sealed class HangDetectorTests
{
    private GameCalls calls = new();
    private long waitedNs;

    [SetUp]
    public void Forget() => (calls, waitedNs) = (new GameCalls(), 0);

    [Test]
    public void CallIsSlowAfterLittleMoreThanATickAndHangsWithinAQuarterOfASecond([Values(30, 60, 128)] int tickRate)
    {
        var tickMs = 1000.0 / tickRate;
        var watch = NewWatch(tickMs);
        calls.Enter("room", null);
        var states = Enumerable.Range(1, 250 / HangDetector.LookEveryMs).Select(_ => watch.Look()).ToArray();
        Assert.That(Array.IndexOf(states, CallState.Slow) * HangDetector.LookEveryMs, Is.InRange(tickMs, tickMs + HangDetector.LookEveryMs), "after it was seen first");
        Assert.That(states.Count(static s => s == CallState.Slow), Is.EqualTo(1));
        Assert.That(Array.IndexOf(states, CallState.Hangs) * HangDetector.LookEveryMs, Is.InRange(190, 250));
    }

    [Test]
    public void CallsThatComeBackAreFineHoweverManyThereAre()
    {
        var watch = NewWatch();
        for (var i = 0; i < 1_000; i++)
        {
            var call = calls.Enter("room", null);
            Assert.That(watch.Look(), Is.EqualTo(CallState.Fine));
            Assert.That(watch.Look(), Is.EqualTo(CallState.Fine));
            calls.Leave(call);
        }
    }

    [Test]
    public void ShardThatRestsIsFine()
    {
        var watch = NewWatch();
        calls.Leave(calls.Enter("room", null));
        Assert.That(Enumerable.Range(0, 1_000).Select(_ => watch.Look()), Is.All.EqualTo(CallState.Fine));
    }

    [Test]
    public void ThreadThatGetsNoProcessorDoesNotHang()
    {
        var watch = NewWatch();
        calls.Enter("room", null);
        for (var i = 0; i < 500; i++)
        {
            waitedNs += HangDetector.LookEveryMs * 900_000L;
            Assert.That(watch.Look(), Is.EqualTo(CallState.Fine));
        }

        Assert.That(Enumerable.Range(0, 60).Select(_ => watch.Look()), Has.Some.EqualTo(CallState.Hangs), "once it has one and is still there");
    }

    [Test]
    public void ThreadThatHasHalfAProcessorHangsWhenItHasHadAsMuchTimeAsAnother()
    {
        var watch = NewWatch();
        calls.Enter("room", null);
        var looks = 0;
        for (; watch.Look() != CallState.Hangs; looks++)
        {
            waitedNs += HangDetector.LookEveryMs * 500_000L;
        }

        Assert.That(looks * HangDetector.LookEveryMs, Is.EqualTo(2 * HangDetector.HangMs).Within(20));
    }

    [Test]
    public void ThreadWhoseShardWasTakenIsToldWhenItComesBack()
    {
        var room = NewRoom();
        var call = calls.Enter("room", room);
        Assert.That(calls.TryTake(call, onlyTicks: false, out var taken), Is.True);
        Assert.That((taken.Number, taken.Room, taken.Host), Is.EqualTo((call, "room", room)));
        var next = calls.Enter("another", null);
        Assert.That(() => calls.Leave(call), Throws.TypeOf<ShardTakenException>());
        Assert.That(() => calls.Leave(next), Throws.Nothing);
    }

    [Test]
    public void CallThatHasEndedCannotBeTaken()
    {
        var call = calls.Enter("room", NewRoom());
        calls.Leave(call);
        Assert.That(calls.TryTake(call, onlyTicks: false, out _), Is.False);
    }

    [Test]
    public void CallOfARoomThatIsBeingMadeCannotBeTaken()
    {
        var making = calls.Enter("room", null);
        Assert.That(calls.TryTake(making, onlyTicks: false, out _), Is.False);
        Assert.That(() => calls.Leave(making), Throws.Nothing);
    }

    [Test]
    public void OnlyATickCanBeTakenToBeWaitedFor()
    {
        var joining = calls.Enter("room", NewRoom());
        Assert.That(calls.TryTake(joining, onlyTicks: true, out _), Is.False);
        calls.Leave(joining);
        var tick = calls.Enter("room", NewRoom(), isTick: true);
        Assert.That(calls.TryTake(tick, onlyTicks: true, out _), Is.True);
    }

    private HangDetector NewWatch(double slowMs = 1000.0 / 60) => new(() => calls.UnderWay, () => waitedNs, slowMs);

    private static RoomHost NewRoom() =>
        new RoomMaker(new GameFactory(static () => new SandboxGame()), new ManualClock(), static () => 1).Make("room", new RoomSettings(), new RoomHostSettings());
}
