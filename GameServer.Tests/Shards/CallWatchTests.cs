using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Tests.Shards;

internal sealed class CallWatchTests
{
    private readonly GameCalls calls = new();
    private long waitedNs;

    [SetUp]
    public void Forget() => waitedNs = 0;

    [Test]
    public void CallIsSuspectedAfterThreeTicksAndHangsWithinAQuarterOfASecond()
    {
        var watch = new CallWatch(calls);
        calls.Enter("room", null);
        var states = Enumerable.Range(1, 25).Select(_ => watch.Look(() => waitedNs)).ToArray();
        Assert.That(Array.IndexOf(states, CallState.Suspected) * CallWatch.LookEveryMs, Is.InRange(40, 50));
        Assert.That(Array.IndexOf(states, CallState.Hangs) * CallWatch.LookEveryMs, Is.InRange(190, 250));
    }

    [Test]
    public void CallsThatComeBackAreFineHoweverManyThereAre()
    {
        var watch = new CallWatch(calls);
        for (var i = 0; i < 1_000; i++)
        {
            var call = calls.Enter("room", null);
            Assert.That(watch.Look(() => waitedNs), Is.EqualTo(CallState.Fine));
            Assert.That(watch.Look(() => waitedNs), Is.EqualTo(CallState.Fine));
            calls.Leave(call);
        }
    }

    [Test]
    public void ShardThatRestsIsFine()
    {
        var watch = new CallWatch(calls);
        calls.Leave(calls.Enter("room", null));
        Assert.That(Enumerable.Range(0, 1_000).Select(_ => watch.Look(() => waitedNs)), Is.All.EqualTo(CallState.Fine));
    }

    [Test]
    public void ThreadThatGetsNoProcessorDoesNotHang()
    {
        var watch = new CallWatch(calls);
        calls.Enter("room", null);
        for (var i = 0; i < 500; i++)
        {
            waitedNs += CallWatch.LookEveryMs * 900_000L;
            Assert.That(watch.Look(() => waitedNs), Is.Not.EqualTo(CallState.Hangs));
        }

        Assert.That(Enumerable.Range(0, 20).Select(_ => watch.Look(() => waitedNs)), Has.Some.EqualTo(CallState.Hangs), "once it has one and is still there");
    }

    [Test]
    public void ThreadWhoseShardWasTakenIsToldWhenItComesBack()
    {
        var call = calls.Enter("room", null);
        Assert.That(calls.TryTake(call, out var taken), Is.True);
        Assert.That((taken.Number, taken.Room), Is.EqualTo((call, "room")));
        var next = calls.Enter("another", null);
        Assert.That(() => calls.Leave(call), Throws.TypeOf<ShardTakenException>());
        Assert.That(() => calls.Leave(next), Throws.Nothing);
    }

    [Test]
    public void CallThatHasEndedCannotBeTaken()
    {
        var call = calls.Enter("room", null);
        calls.Leave(call);
        Assert.That(calls.TryTake(call, out _), Is.False);
    }
}
