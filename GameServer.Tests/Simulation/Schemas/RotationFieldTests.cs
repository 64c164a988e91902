using System.Numerics;
using CsCheck;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class RotationFieldTests
{
    private struct Thing
    {
        public Quaternion Rotation;
    }

    private static FieldRig<Thing> Rig(int bits) => new(b => b.Rotation(static (ref Thing t) => ref t.Rotation, bits));

    [TestCase(4)]
    [TestCase(9)]
    [TestCase(11)]
    [TestCase(20)]
    public void AnyFourFloatsSealForGood(int bits)
    {
        var rig = Rig(bits);

        Gen.Select(Floats.Any, Floats.Any, Floats.Any, Floats.Any, Gen.UInt).Sample(
            (x, y, z, w, tick) => rig.AssertSealsForGood(new Thing { Rotation = new(x, y, z, w) }, tick), iter: 3_000);
    }

    [TestCase(9)]
    [TestCase(12)]
    public void TenThousandRestingBodiesRest(int bits)
    {
        var rig = Rig(bits);
        var random = new RoomRandom(4);
        for (var body = 0; body < 10_000; body++)
        {
            rig.AssertSealsForGood(new Thing { Rotation = Unit(ref random) }, (uint)body);
        }
    }

    // With two or more parts nearly alike, rounding can lift one above the part that was left out.
    [Test]
    public void BodyWithEqualPartsRests()
    {
        var rig = Rig(9);
        Gen.Select(Gen.Float[-0.003f, 0.003f].Array[4], Gen.Bool.Array[4], Gen.Bool, Gen.UInt).Sample((noise, signs, four, tick) =>
        {
            var parts = Enumerable.Range(0, 4).Select(i => (signs[i] ? -1 : 1) * ((four ? 0.5f : i < 2 ? MathF.Sqrt(0.5f) : 0) + noise[i])).ToArray();
            rig.AssertSealsForGood(new Thing { Rotation = new(parts[0], parts[1], parts[2], parts[3]) }, tick);
        }, iter: 10_000);
    }

    [TestCase(9)]
    [TestCase(12)]
    public void SealedRotationIsAtMostSevenStepsAway(int bits)
    {
        // Three parts off by a step each, the one left out (at least 1/2) by their sum over it, and angles are twice that.
        var radiansMax = 7 * Math.Sqrt(0.5) / ((1 << (bits - 1)) - 1);
        var rig = Rig(bits);
        var random = new RoomRandom(5);
        for (uint i = 0; i < 5_000; i++)
        {
            var rotation = Unit(ref random);
            var angle = AngleBetween(rotation, rig.Sealed(new Thing { Rotation = rotation }, i).Rotation);
            Assert.That(angle, Is.LessThan(radiansMax), $"{rotation}");
        }
    }

    [Test]
    public void SealedRotationHasUnitLength()
    {
        var rig = Rig(9);
        var random = new RoomRandom(6);
        for (uint i = 0; i < 1_000; i++)
        {
            Assert.That(rig.Sealed(new Thing { Rotation = Unit(ref random) }, i).Rotation.Length(), Is.EqualTo(1).Within(1e-6));
        }
    }

    [Test]
    public void NegatedQuaternionIsTheSameRotation()
    {
        var rig = Rig(20);
        var random = new RoomRandom(7);
        for (var i = 0; i < 1_000; i++)
        {
            var rotation = Unit(ref random);
            Assert.That(AngleBetween(rig.Sealed(new Thing { Rotation = -rotation }).Rotation, rotation), Is.LessThan(1e-4), $"{rotation}");
        }
    }

    [TestCase(0, 0, 0, 0)]
    [TestCase(float.NaN, 0, 0, 1)]
    [TestCase(float.PositiveInfinity, 0, 0, 1)]
    [TestCase(1e-30f, 0, 0, 0)]
    public void WhatIsNoRotationBecomesNone(float x, float y, float z, float w) =>
        Assert.That(Rig(9).Sealed(new Thing { Rotation = new(x, y, z, w) }).Rotation, Is.EqualTo(Quaternion.Identity));

    [Test]
    public void LongerQuaternionIsScaledToUnitLength() =>
        Assert.That(Rig(12).Sealed(new Thing { Rotation = new(0, 0, 0, 250) }).Rotation, Is.EqualTo(Quaternion.Identity));

    // Equal to the row's value, but not in bits: the client would hold +0 where the server holds -0.
    [Test]
    public void NegativeZeroPartsBecomeZero()
    {
        var sealedValue = Rig(9).Sealed(new Thing { Rotation = new(-0f, -0f, -0f, 1) }).Rotation;

        Assert.That(float.IsNegative(sealedValue.X) || float.IsNegative(sealedValue.Y) || float.IsNegative(sealedValue.Z), Is.False);
    }

    [Test]
    public void BlendTurnsTheShorterWay()
    {
        var rig = Rig(14);
        Thing a = new() { Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 3.0f) }, b = new() { Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -3.0f) };

        var half = rig.Blend(rig.Seal(ref a), rig.Seal(ref b), 0.5f).Rotation;

        Assert.That(AngleBetween(half, Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI)), Is.LessThan(0.001));
    }

    private static double AngleBetween(Quaternion a, Quaternion b)
    {
        // By the difference of the two, which keeps its precision where the arc cosine of their product has none.
        var near = (b - a).LengthSquared() < (b + a).LengthSquared() ? b - a : b + a;
        return 4 * Math.Asin(Math.Min(1, near.Length() / 2.0));
    }

    private static Quaternion Unit(ref RoomRandom random)
    {
        while (true)
        {
            var q = new Quaternion(random.NextFloat(-1, 1), random.NextFloat(-1, 1), random.NextFloat(-1, 1), random.NextFloat(-1, 1));
            if (q.LengthSquared() is > 0.01f and < 1)
            {
                return Quaternion.Normalize(q);
            }
        }
    }
}
