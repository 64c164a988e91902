using GameServer.Fleet;

namespace GameServer.Tests.Fleet;

/// <summary>A repeated request has no second effect, whoever repeats it and when.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class IdempotencyTableTests
{
    private readonly IdempotencyTable<string> table = new(TimeProvider.System);
    private int made;

    [Test]
    public async Task RepeatedKeyGetsTheSameAnswer()
    {
        Assert.That(await table.Run("key", "body", Make), Is.EqualTo(new Repeatable<string>(KeyState.New, "1")));
        for (var i = 0; i < 10_000; i++)
        {
            Assert.That(await table.Run("key", "body", Make), Is.EqualTo(new Repeatable<string>(KeyState.Repeated, "1")));
        }

        Assert.That(made, Is.EqualTo(1));
    }

    [Test]
    public async Task KeyOfAnotherBodyIsRefused()
    {
        await table.Run("key", "body", Make);
        Assert.That((await table.Run("key", "other", Make)).State, Is.EqualTo(KeyState.OtherRequest));
    }

    [Test]
    public async Task RacingCallersMakeOne()
    {
        var gate = new TaskCompletionSource();
        var first = table.Run("key", "body", Slow);
        Assert.That((await table.Run("key", "body", Make)).State, Is.EqualTo(KeyState.StillRunning));
        gate.SetResult();
        Assert.That((await first).State, Is.EqualTo(KeyState.New));

        var racing = await Task.WhenAll(Enumerable.Range(0, 800).Select(i => Task.Run(() => table.Run($"key{i % 100}", "body", Make))));
        Assert.That(racing.Count(static r => r.State == KeyState.New), Is.EqualTo(100));
        Assert.That(made, Is.EqualTo(100));

        async Task<string> Slow()
        {
            await gate.Task;
            return "slow";
        }
    }

    [Test]
    public async Task FailureIsForgotten()
    {
        Assert.That(() => table.Run("key", "body", static () => throw new FleetException(FleetProblem.NoCapacity, "full")), Throws.TypeOf<FleetException>());
        Assert.That((await table.Run("key", "body", Make)).State, Is.EqualTo(KeyState.New));
    }

    private Task<string> Make() => Task.FromResult($"{Interlocked.Increment(ref made)}");
}
