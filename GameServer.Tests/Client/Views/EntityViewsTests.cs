using System.Numerics;
using GameServer.Client.Held;
using GameServer.Client.Views;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;

namespace GameServer.Tests.Client.Views;

internal sealed class EntityViewsTests
{
    private const int BoulderRecord = 2;
    private static readonly Schema Schema = new SandboxGame().Schema;

    [Test]
    public void EntityIsDrawnBetweenTheTwoTicksAroundTheView()
    {
        var held = New();
        Store(held, 40, 10, generation: 1, x: 0);
        Store(held, 40, 14, generation: 1, x: 8);
        Assert.That(Places(held, 11), Is.EqualTo(new[] { 2f }));
        Assert.That(Places(held, 13.5), Is.EqualTo(new[] { 7f }));
        Assert.That(Places(held, 10), Is.EqualTo(new[] { 0f }));
    }

    [Test]
    public void EntityStandsWhereItWasLastSeen()
    {
        var held = New();
        Store(held, 40, 10, generation: 1, x: 5);
        Assert.That(Places(held, 10), Is.EqualTo(new[] { 5f }));
        Assert.That(Places(held, 30), Is.EqualTo(new[] { 5f }));
    }

    [Test]
    public void EntityIsNotDrawnBeforeItIsKnown()
    {
        var held = New();
        Store(held, 40, 10, generation: 1, x: 5);
        Assert.That(Places(held, 9.5), Is.Empty);
    }

    [Test]
    public void EntityThatLeftIsNotDrawn()
    {
        var held = New();
        Store(held, 40, 10, generation: 1, x: 5);
        held.Store(40, new Tick(11), EntityHead.None, new int[Schema.Stride]);
        Assert.That(Places(held, 10), Is.Empty);
    }

    [Test]
    public void NewEntityIsNotDrawnOnTheWayFromTheOldOneInItsSlot()
    {
        var held = New();
        Store(held, 40, 10, generation: 1, x: 0);
        Store(held, 40, 12, generation: 2, x: 100);
        Assert.That(Places(held, 11), Is.Empty);
        Assert.That(Places(held, 12), Is.EqualTo(new[] { 100f }));
    }

    // 8 m/s to the right as well as 30 m in three ticks: the one is a line, the other a jump, drawn where it was until it is there.
    [TestCase(0.4f, 0.2f)]
    [TestCase(30f, 0f)]
    public void WhoIsSetDownElsewhereIsNotDrawnInBetween(float distance, float half)
    {
        var held = New();
        StoreWalker(held, 10, 0);
        StoreWalker(held, 13, distance);
        var drawn = new EntityViews(Schema, held, 60).All<Walker>(11.5, SeatId.None)[0].Value;
        Assert.That(drawn.Position.X, Is.EqualTo(half).Within(1 / 128f));
    }

    [Test]
    public void OwnAvatarIsNotAmongTheOthers()
    {
        var held = New();
        for (var seat = 0; seat < 3; seat++)
        {
            held.Store(seat, new Tick(10), new EntityHead(1, 0, new SeatId(seat)), new int[Schema.Stride]);
        }

        var others = new EntityViews(Schema, held, 60).All<Walker>(10, new SeatId(1)).ToArray();
        Assert.That(others.Select(static w => w.Owner.Index), Is.EqualTo(new[] { 0, 2 }));
        Assert.That(others[1].Id, Is.EqualTo(new EntityId(2, 1)));
    }

    [Test]
    public void OwnBoulderIsAmongTheOthers()
    {
        var held = New();
        held.Store(40, new Tick(10), new EntityHead(1, BoulderRecord, new SeatId(1)), new int[Schema.Stride]);
        Assert.That(new EntityViews(Schema, held, 60).All<Boulder>(10, new SeatId(1)).Length, Is.EqualTo(1));
    }

    [Test]
    public void KindThatIsNotDeclaredIsTheCallersMistake() =>
        Assert.That(() => new EntityViews(Schema, New(), 60).All<Vector3>(10, SeatId.None).Length, Throws.ArgumentException);

    [Test]
    public void FrameAllocatesNothing()
    {
        var held = New();
        for (var slot = 32; slot < 64; slot++)
        {
            Store(held, slot, 10, generation: 1, x: slot);
            Store(held, slot, 12, generation: 1, x: slot + 1);
        }

        var views = new EntityViews(Schema, held, 60);
        views.All<Boulder>(11, SeatId.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            views.All<Boulder>(10 + (i / 50.0), SeatId.None);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static HeldState New() => new(Schema.Stride, historyTicks: 72, ExactnessRules.All);

    private static void Store(HeldState held, int slot, uint tick, ushort generation, float x)
    {
        var row = new int[Schema.Stride];
        row[0] = (int)(x * 128);
        held.Store(slot, new Tick(tick), new EntityHead(generation, BoulderRecord, SeatId.None), row);
    }

    private static void StoreWalker(HeldState held, uint tick, float x)
    {
        var record = Schema.Records[0];
        var row = new int[Schema.Stride];
        row[record.Columns[record.PositionColumn].VelocityColumn] = 8 * 32;
        row[record.PositionColumn] = (int)(x * 128);
        held.Store(0, new Tick(tick), new EntityHead(1, 0, new SeatId(0)), row);
    }

    private static float[] Places(HeldState held, double viewTick)
    {
        var all = new EntityViews(Schema, held, 60).All<Boulder>(viewTick, SeatId.None);
        var places = new float[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            places[i] = all[i].Value.Position.X;
        }

        return places;
    }
}
