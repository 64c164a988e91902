using CsCheck;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class PlainFieldTests
{
    private enum Small : byte
    {
        None,
        Last = 7,
    }

    private enum Signed : sbyte
    {
        None,
    }

    private enum Wide : long
    {
        None,
    }

    private struct Box<TValue>
        where TValue : unmanaged
    {
        public TValue Value;
    }

    [TestCase(0, 100)]
    [TestCase(-7, 7)]
    [TestCase(5, 6)]
    [TestCase(int.MinValue, int.MaxValue)]
    public void IntSealsForGood(int min, int max)
    {
        var rig = new FieldRig<Box<int>>(b => b.Int(static (ref Box<int> t) => ref t.Value, min, max));

        Gen.Int.Sample(value => rig.AssertSealsForGood(new Box<int> { Value = value }, 1));
        Gen.Int[min, max].Sample(value => rig.Sealed(new Box<int> { Value = value }).Value == value);
    }

    [TestCase(-1, 0)]
    [TestCase(101, 100)]
    [TestCase(int.MinValue, 0)]
    [TestCase(int.MaxValue, 100)]
    public void IntSaturates(int value, int kept) =>
        Assert.That(new FieldRig<Box<int>>(b => b.Int(static (ref Box<int> t) => ref t.Value, 0, 100)).Sealed(new Box<int> { Value = value }).Value, Is.EqualTo(kept));

    [Test]
    public void BoolSealsForGood([Values] bool value)
    {
        var rig = new FieldRig<Box<bool>>(b => b.Bool(static (ref Box<bool> t) => ref t.Value));

        rig.AssertSealsForGood(new Box<bool> { Value = value }, 1);
        Assert.That(rig.Sealed(new Box<bool> { Value = value }).Value, Is.EqualTo(value));
        Assert.That(rig.Columns[0].Bits, Is.EqualTo(1));
    }

    [Test]
    public void SmallEnumSealsForGood()
    {
        var rig = new FieldRig<Box<Small>>(b => b.Enum(static (ref Box<Small> t) => ref t.Value, max: 7));

        Gen.Byte.Sample(value => rig.AssertSealsForGood(new Box<Small> { Value = (Small)value }, 1));
        Assert.That(rig.Sealed(new Box<Small> { Value = Small.Last }).Value, Is.EqualTo(Small.Last));
        Assert.That(rig.Sealed(new Box<Small> { Value = (Small)8 }).Value, Is.EqualTo(Small.None));
    }

    [Test]
    public void NegativeEnumBecomesZero()
    {
        var small = new FieldRig<Box<Signed>>(b => b.Enum(static (ref Box<Signed> t) => ref t.Value, max: 100));
        var wide = new FieldRig<Box<Wide>>(b => b.Enum(static (ref Box<Wide> t) => ref t.Value, max: int.MaxValue));

        Assert.That(small.Sealed(new Box<Signed> { Value = (Signed)(-1) }).Value, Is.EqualTo(Signed.None));
        Assert.That(wide.Sealed(new Box<Wide> { Value = (Wide)(-1) }).Value, Is.EqualTo(Wide.None));
    }

    [Test]
    public void WideEnumSealsForGood()
    {
        var rig = new FieldRig<Box<Wide>>(b => b.Enum(static (ref Box<Wide> t) => ref t.Value, max: int.MaxValue));

        Gen.OneOf(Gen.Long, Gen.Int.Select(i => (long)i)).Sample(value => rig.AssertSealsForGood(new Box<Wide> { Value = (Wide)value }, 1));
        Gen.Int[0, int.MaxValue].Sample(value => rig.Sealed(new Box<Wide> { Value = (Wide)value }).Value == (Wide)value);
    }

    [Test]
    public void ReferenceSealsForGood()
    {
        var rig = new FieldRig<Box<EntityId>>(b => b.Reference(static (ref Box<EntityId> t) => ref t.Value));

        Gen.Select(Gen.UShort, Gen.UShort).Sample((slot, generation) =>
        {
            var id = new EntityId(slot, generation);
            rig.AssertSealsForGood(new Box<EntityId> { Value = id }, 1);
            return rig.Sealed(new Box<EntityId> { Value = id }).Value == id;
        });
    }

    [Test]
    public void TextSealsForGood()
    {
        var rig = new FieldRig<Box<ShortText>>(b => b.Text(static (ref Box<ShortText> t) => ref t.Value));

        Gen.String.Sample(text => rig.AssertSealsForGood(new Box<ShortText> { Value = new ShortText(text) }, 1));
        Assert.That(rig.Sealed(new Box<ShortText> { Value = new ShortText("blå hval") }).Value.ToString(), Is.EqualTo("blå hval"));
    }

    [Test]
    public void FieldsWithoutABetweenBlendToTheEarlierRow()
    {
        var rig = new FieldRig<Box<int>>(b => b.Int(static (ref Box<int> t) => ref t.Value, 0, 100));

        Assert.That(rig.Blend([10], [20], 0.9f).Value, Is.EqualTo(10));
    }
}
