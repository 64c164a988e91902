using GameServer.Fleet;

namespace GameServer.Tests.Fleet;

/// <summary>A repeated request has no second effect, whoever repeats it and when.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class IdempotencyTableTests
{
    private const int BytesMax = 100_000;

    private readonly HandTime time = new();
    private readonly IdempotencyTable<Kept> table;
    private int made;

    public IdempotencyTableTests() => table = new IdempotencyTable<Kept>(time, BytesMax);

    [Test]
    public async Task RepeatedKeyGetsTheSameAnswer()
    {
        Assert.That(await table.Run("key", "body", Make), Is.EqualTo(new Repeatable<Kept>(KeyState.New, new Kept("1"))));
        for (var i = 0; i < 10_000; i++)
        {
            Assert.That(await table.Run("key", "body", Make), Is.EqualTo(new Repeatable<Kept>(KeyState.Repeated, new Kept("1"))));
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

        async Task<Kept> Slow()
        {
            await gate.Task;
            return new Kept("slow");
        }
    }

    [Test]
    public async Task FailureIsForgotten()
    {
        Assert.That(() => table.Run("key", "body", static () => throw new FleetException(FleetProblem.NoCapacity, "full")), Throws.TypeOf<FleetException>());
        Assert.That((await table.Run("key", "body", Make)).State, Is.EqualTo(KeyState.New));
    }

    [Test]
    public async Task LargeAnswersAreBoundedInBytesAndTheirKeysStillKnown()
    {
        for (var i = 0; i < 100; i++)
        {
            await table.Run($"key{i}", "body", () => Large($"{i}"));
        }

        Assert.That(table.Bytes, Is.LessThan(BytesMax));
        var oldest = await table.Run("key0", "body", Make);
        var newest = await table.Run("key99", "body", Make);
        Assert.That((oldest.State, newest.State, made), Is.EqualTo((KeyState.Repeated, KeyState.Repeated, 0)));
        Assert.That(oldest.Answer, Is.EqualTo(new Kept("0", IsShort: true)));
        Assert.That(newest.Answer!.IsShort, Is.False);
    }

    [Test]
    public async Task SeatsThatExpiredAreForgottenAndTheirKeyIsNot()
    {
        await table.Run("key", "body", () => Large("1"));
        time.Now += TimeSpan.FromSeconds(29);
        Assert.That((await table.Run("key", "body", Make)).Answer!.IsShort, Is.False);
        time.Now += TimeSpan.FromSeconds(1);
        Assert.That((await table.Run("key", "body", Make)).Answer, Is.EqualTo(new Kept("1", IsShort: true)));
        await table.Run("other", "body", Make);
        Assert.That(table.Bytes, Is.LessThan(2000));
    }

    [Test]
    public async Task KeyOfARoomThatLivesIsNeverForgotten()
    {
        await table.Run("alive", "body", static () => Task.FromResult(new Kept("alive", Stays: true)));
        for (var i = 0; i < 1000; i++)
        {
            await table.Run($"key{i}", "body", () => Large($"{i}"));
            time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.That((await table.Run("alive", "body", Make)).Answer!.Name, Is.EqualTo("alive"));
        Assert.That((await table.Run("key0", "body", Make)).State, Is.EqualTo(KeyState.New), "others are, after an hour");
    }

    private Task<Kept> Large(string name) => Task.FromResult(new Kept(name, Expires: time.Now.AddSeconds(30)));

    private Task<Kept> Make() => Task.FromResult(new Kept($"{Interlocked.Increment(ref made)}"));

    private sealed record Kept(string Name, bool Stays = false, bool IsShort = false, DateTimeOffset? Expires = null) : IKeptAnswer<Kept>
    {
        public int Bytes => Expires is null ? 100 : 10_000;

        public bool MustStay => Stays;

        public DateTimeOffset SeatsUntil => Expires ?? DateTimeOffset.MaxValue;

        public Kept WithoutSeats() => this with { IsShort = true, Expires = null };
    }

    private sealed class HandTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
