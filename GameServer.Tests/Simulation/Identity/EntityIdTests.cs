using CsCheck;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Simulation.Identity;

public sealed class EntityIdTests
{
    [Test]
    public void BitsGiveTheNameBack() => Gen.Select(Gen.UShort, Gen.UShort).Sample((slot, generation) =>
        EntityId.FromBits(new EntityId(slot, generation).Bits) == new EntityId(slot, generation));

    [Test]
    public void AnyThirtyTwoBitsAreAName() => Gen.Int.Sample(bits => EntityId.FromBits(bits).Bits == bits);

    [Test]
    public void DefaultNamesNothing()
    {
        Assert.That(EntityId.None, Is.EqualTo(default(EntityId)));
        Assert.That(EntityId.None.IsSome, Is.False);
        Assert.That(EntityId.None.Bits, Is.Zero);
    }

    [Test]
    public void SlotZeroIsAnEntity() => Assert.That(new EntityId(0, 1).IsSome, Is.True);
}
