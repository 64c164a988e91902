using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Tests.Simulation.Worlds;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HistoryTests
{
    private readonly WorldRig rig = new(); // 10 ticks per second: 12 in the ring.

    [TestCase(60, 72)]
    [TestCase(30, 36)]
    [TestCase(64, 77)]
    [TestCase(1, 2)]
    public void LengthIsOneAndAFifthSeconds(int tickRate, int ticks) => Assert.That(History.TicksFor(tickRate), Is.EqualTo(ticks));

    [Test]
    public void NothingIsFoundBeforeTheFirstSeal()
    {
        Assert.That(rig.History.TryGet(Tick.Zero, out _), Is.False);
        Assert.That(rig.History.TryGet(new Tick(1), out _), Is.False);
    }

    [Test]
    public void SealedTickIsFoundAsItWas()
    {
        rig.Stone(5);
        var hash = rig.Seal().Hash;
        rig.Stones[0].Number = 6;
        rig.Seal();

        Assert.That(rig.History.TryGet(Tick.Zero, out var state), Is.True);
        Assert.That((state.Tick, state.Hash, state.RowAt(0)[0]), Is.EqualTo((Tick.Zero, hash, 5)));
    }

    [Test]
    public void RingHoldsItsLengthAndNoMore()
    {
        for (var i = 0; i <= 100; i++)
        {
            rig.Seal();
            for (uint tick = 0; tick <= 110; tick++)
            {
                Assert.That(rig.History.TryGet(new Tick(tick), out _), Is.EqualTo(tick <= i && tick > i - 12), $"tick {tick} after {i}");
            }
        }

        Assert.That(rig.History.Newest.Tick, Is.EqualTo(new Tick(100)));
    }

    [Test]
    public void SlotUsedLaterDoesNotShowInOlderTicks()
    {
        rig.Seal();
        rig.Stone(1);
        rig.Seal();

        rig.History.TryGet(Tick.Zero, out var before);
        Assert.That(before.HeadAt(0).IsPresent, Is.False);
    }

    [Test]
    public void TickThatIsNotKeptIsGoneAndEveryOtherIsFoundAsItWas([Values(1, 2, 3)] int seed)
    {
        rig.Stone(0);
        var (random, keeps, hashes, gone) = (new Random(seed), false, new List<ulong>(), new HashSet<int>());
        for (var i = 0; i < 500; i++)
        {
            keeps ^= random.Next(10) == 0;
            rig.Stones[0].Number = i;
            hashes.Add(rig.Seal(keeps).Hash);
            if (!keeps)
            {
                gone.Add(i - 1);
            }

            for (var tick = Math.Max(0, i - 30); tick <= i; tick++)
            {
                var isFound = rig.History.TryGet(new Tick((uint)tick), out var state);
                Assert.That(isFound, Is.EqualTo(i - tick < 12 && !gone.Contains(tick)), $"tick {tick} after {i}");
                Assert.That(!isFound || state.Hash == hashes[tick], $"tick {tick} after {i}");
            }
        }
    }

    [Test]
    public void RowsAreKeptFarAboveTheFirstFew()
    {
        for (var i = 0; i < 40; i++)
        {
            rig.Stone(i);
        }

        var state = rig.Seal();
        Assert.That(Enumerable.Range(0, 40).Select(slot => state.RowAt(slot)[0]), Is.EqualTo(Enumerable.Range(0, 40)));
        rig.Stones[0].Number = 1000;
        Assert.That(rig.Seal(keepsLast: false).RowAt(0)[0], Is.EqualTo(1000));
    }
}
