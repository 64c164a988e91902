using System.Numerics;
using CsCheck;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class FloatFieldTests
{
    private struct Thing
    {
        public float Value;
    }

    private struct Flyer
    {
        public Vector3 Position, Velocity;
    }

    private struct Walker
    {
        public Vector2 Position, Velocity;
    }

    private static FieldRig<Thing> Rig(double min, double max, double step, bool integrated = false) =>
        new(b => b.Float(static (ref Thing t) => ref t.Value, min, max, step, integrated));

    [TestCase(-10, 10, 0.1, false)]
    [TestCase(-10, 10, 0.1, true)]
    [TestCase(0, 1, 1 / 255.0, true)]
    [TestCase(5, 1000, 0.25, false)]
    [TestCase(-40, -3, 1 / 3.0, true)]
    [TestCase(-512, 512, 1 / 128.0, true)]
    [TestCase(-8388608, 8388608, 1, true)]
    [TestCase(-839, 839, 0.0001001, true)]
    public void FloatSealsForGood(double min, double max, double step, bool integrated)
    {
        var rig = Rig(min, max, step, integrated);

        Gen.Select(Floats.Any, Gen.UInt).Sample((value, tick) => rig.AssertSealsForGood(new Thing { Value = value }, tick), iter: 3_000);
    }

    [TestCase(-512, 512, 1 / 128.0)]
    [TestCase(-8388608, 8388608, 1)]
    [TestCase(-839, 839, 0.0001001)]
    public void EveryIndexFindsItselfAgain(double min, double max, double step)
    {
        var rig = Rig(min, max, step);

        Gen.Int[rig.Columns[0].Min, rig.Columns[0].Max].Sample(index =>
        {
            var thing = rig.Load(index);
            return rig.Seal(ref thing)[0] == index;
        }, iter: 20_000);
    }

    [Test]
    public void TwoDimensionsSealForGood()
    {
        var rig = new FieldRig<Walker>(b => b.Position(static (ref Walker w) => ref w.Position, 512, 1 / 128.0, static (ref Walker w) => ref w.Velocity));

        Gen.Select(Floats.Any, Floats.Any, Floats.Any, Floats.Any, Gen.UInt).Sample(
            (x, y, vx, vy, tick) => rig.AssertSealsForGood(new Walker { Position = new(x, y), Velocity = new(vx, vy) }, tick), iter: 3_000);
    }

    [Test]
    public void ThreeDimensionsSealForGood()
    {
        var rig = new FieldRig<Flyer>(b => b.Position(static (ref Flyer f) => ref f.Position, 300, 0.01, static (ref Flyer f) => ref f.Velocity, 50, 0.03));

        Gen.Select(Floats.Any, Floats.Any, Floats.Any, Floats.Any, Gen.UInt).Sample(
            (x, y, z, v, tick) => rig.AssertSealsForGood(new Flyer { Position = new(x, y, z), Velocity = new(v, z, x) }, tick), iter: 3_000);
    }

    [TestCase(1e9f, 10f)]
    [TestCase(float.PositiveInfinity, 10f)]
    [TestCase(-1e9f, -2f)]
    [TestCase(float.NegativeInfinity, -2f)]
    [TestCase(float.NaN, 0f)]
    public void OutsideSaturates(float value, float kept)
    {
        Assert.That(Rig(-2, 10, 0.5).Sealed(new Thing { Value = value }).Value, Is.EqualTo(kept));
        Assert.That(Rig(-2, 10, 0.5, integrated: true).Sealed(new Thing { Value = value }).Value, Is.EqualTo(kept));
    }

    [TestCase(5, 9, 5f)]
    [TestCase(-9, -5, -5f)]
    public void NotANumberBecomesTheValueNearestZero(double min, double max, float kept) =>
        Assert.That(Rig(min, max, 1).Sealed(new Thing { Value = float.NaN }).Value, Is.EqualTo(kept));

    [Test]
    public void NegativeZeroBecomesZero() =>
        Assert.That(BitConverter.SingleToInt32Bits(Rig(-2, 10, 0.5).Sealed(new Thing { Value = -0f }).Value), Is.Zero);

    [Test]
    public void BothEndsOfARangeAreReached()
    {
        var rig = Rig(0, 1, 0.25);

        Assert.That((rig.Columns[0].Min, rig.Columns[0].Max, rig.Columns[0].Bits), Is.EqualTo((0, 4, 3)));
        Assert.That(rig.Sealed(new Thing { Value = 1 }).Value, Is.EqualTo(1f));
    }

    [Test]
    public void UpperEndOfAPositionIsLeftOutForAWholeNumberOfBits()
    {
        var rig = new FieldRig<Walker>(b => b.Position(static (ref Walker w) => ref w.Position, 512, 1 / 128.0));

        Assert.That((rig.Columns[0].Min, rig.Columns[0].Max, rig.Columns[0].Bits), Is.EqualTo((-65536, 65535, 17)));
        Assert.That(rig.Sealed(new Walker { Position = new(600, -600) }).Position, Is.EqualTo(new Vector2(512 - (1 / 128f), -512)));
    }

    [Test]
    public void NearestIsAtMostHalfAStepAway()
    {
        var rig = Rig(-10, 10, 0.1);

        Gen.Float[-10, 10].Sample(value => Math.Abs(rig.Sealed(new Thing { Value = value }).Value - value) <= 0.05001f);
    }

    [Test]
    public void IntegratedIsLessThanAStepAway()
    {
        var rig = Rig(-10, 10, 0.1, integrated: true);

        Gen.Select(Gen.Float[-10, 10], Gen.UInt).Sample((value, tick) => Math.Abs(rig.Sealed(new Thing { Value = value }, tick).Value - value) < 0.10001f);
    }

    [Test]
    public void BlendLiesBetweenItsRows()
    {
        var rig = Rig(-10, 10, 0.5);

        Assert.That(rig.Blend([2], [6], 0).Value, Is.EqualTo(1f));
        Assert.That(rig.Blend([2], [6], 0.5f).Value, Is.EqualTo(2f));
        Assert.That(rig.Blend([2], [6], 1).Value, Is.EqualTo(3f));
    }
}
