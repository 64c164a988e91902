using CsCheck;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class AngleFieldTests
{
    private struct Thing
    {
        public float Angle;
    }

    private static FieldRig<Thing> Rig(int bits, bool integrated = false) =>
        new(b => b.Angle(static (ref Thing t) => ref t.Angle, bits, integrated));

    [Test]
    public void AngleSealsForGood([Values(1, 2, 8, 12, 17, 24)] int bits, [Values] bool integrated)
    {
        var rig = Rig(bits, integrated);

        Gen.Select(Floats.Any, Gen.UInt).Sample((angle, tick) => rig.AssertSealsForGood(new Thing { Angle = angle }, tick), iter: 1_500);
    }

    [TestCase(12)]
    [TestCase(24)]
    public void EveryDirectionFindsItselfAgain(int bits)
    {
        var rig = Rig(bits);

        Gen.Int[0, (1 << bits) - 1].Sample(index =>
        {
            var thing = rig.Load(index);
            return rig.Seal(ref thing)[0] == index;
        }, iter: 10_000);
    }

    [Test]
    public void WholeTurnsMakeNoDifference()
    {
        var rig = Rig(12);

        Gen.Select(Gen.Int[0, 4095], Gen.Int[-50, 50]).Sample((index, turns) =>
        {
            var thing = new Thing { Angle = (float)(rig.Load(index).Angle + (turns * 2 * Math.PI)) };
            return rig.Seal(ref thing)[0] == index;
        });
    }

    [Test]
    public void LoadedAnglesLieFromMinusPiUpToPi()
    {
        var rig = Rig(8);
        var angles = Enumerable.Range(0, 256).Select(index => rig.Load(index).Angle).ToArray();

        Assert.That(angles.Min(), Is.EqualTo(-(float)Math.PI));
        Assert.That(angles.Max(), Is.EqualTo((float)(Math.PI * 127 / 128)));
        Assert.That(angles, Is.Unique);
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.MaxValue)]
    [TestCase(float.MinValue)]
    public void WhatIsNoDirectionPointsAhead(float angle)
    {
        Assert.That(Rig(12).Sealed(new Thing { Angle = angle }).Angle, Is.Zero);
        Assert.That(Rig(12, integrated: true).Sealed(new Thing { Angle = angle }).Angle, Is.Zero);
    }

    [Test]
    public void BlendGoesTheShorterWayRound()
    {
        var rig = Rig(8); // 0xF0 is -16 steps, 0x10 is 16.

        Assert.That(rig.Blend([0xF0], [0x10], 0.5f).Angle, Is.Zero);
        Assert.That(rig.Blend([0x70], [0x90], 0.5f).Angle, Is.EqualTo((float)Math.PI)); // Through half a turn, not through zero.
        Assert.That(rig.Blend([0x10], [0x20], 0.25f).Angle, Is.EqualTo((float)(0x14 * 2 * Math.PI / 256)));
    }
}
