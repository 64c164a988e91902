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
    public void CallIsSuspectedAfterThreeTicksAndHangsWithinAQuarterOfASecond()
    {
        var watch = new HangDetector(calls);
        calls.Enter("room", null);
        var states = Enumerable.Range(1, 25).Select(_ => watch.Look(() => waitedNs)).ToArray();
        Assert.That(Array.IndexOf(states, CallState.Suspected) * HangDetector.LookEveryMs, Is.InRange(40, 50));
        Assert.That(Array.IndexOf(states, CallState.Hangs) * HangDetector.LookEveryMs, Is.InRange(190, 250));
    }

    [Test]
    public void CallsThatComeBackAreFineHoweverManyThereAre()
    {
        var watch = new HangDetector(calls);
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
        var watch = new HangDetector(calls);
        calls.Leave(calls.Enter("room", null));
        Assert.That(Enumerable.Range(0, 1_000).Select(_ => watch.Look(() => waitedNs)), Is.All.EqualTo(CallState.Fine));
    }

    [Test]
    public void ThreadThatGetsNoProcessorDoesNotHang()
    {
        var watch = new HangDetector(calls);
        calls.Enter("room", null);
        for (var i = 0; i < 500; i++)
        {
            waitedNs += HangDetector.LookEveryMs * 900_000L;
            Assert.That(watch.Look(() => waitedNs), Is.Not.EqualTo(CallState.Hangs));
        }

        Assert.That(Enumerable.Range(0, 20).Select(_ => watch.Look(() => waitedNs)), Has.Some.EqualTo(CallState.Hangs), "once it has one and is still there");
    }

    [Test]
    public void ThreadWhoseShardWasTakenIsToldWhenItComesBack()
    {
        var room = NewRoom();
        var call = calls.Enter("room", room);
        Assert.That(calls.TryTake(call, out var taken), Is.True);
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
        Assert.That(calls.TryTake(call, out _), Is.False);
    }

    [Test]
    public void CallDeepInTheTransportOrOfARoomThatIsBeingMadeCannotBeTaken()
    {
        var making = calls.Enter("room", null);
        Assert.That(calls.TryTake(making, out _), Is.False);
        calls.Leave(making);
        calls.CanBeTaken = false;
        var joining = calls.Enter("room", NewRoom());
        Assert.That(calls.TryTake(joining, out _), Is.False);
        Assert.That(() => calls.Leave(joining), Throws.Nothing);
    }

    private static RoomHost NewRoom() =>
        new RoomMaker(new GameFactory(static () => new SandboxGame()), new ManualClock(), static () => 1).Make("room", new RoomSettings(), new RoomHostSettings());
}
