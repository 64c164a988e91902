using CsCheck;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Identity;

public sealed class EntityHeadTests
{
    private static readonly Gen<EntityHead> Head = Gen.Select(
        Gen.Int[1, ushort.MaxValue], Gen.Int[0, Schema.RecordsMax - 1], Gen.Int[-1, RoomSettings.SeatsLimit - 1],
        (generation, kind, owner) => new EntityHead((ushort)generation, kind, new SeatId(owner)));

    [Test]
    public void PartsComeBack() => Gen.Select(Gen.Int[1, ushort.MaxValue], Gen.Int[0, Schema.RecordsMax - 1], Gen.Int[-1, RoomSettings.SeatsLimit - 1])
        .Sample((generation, kind, owner) =>
        {
            var head = new EntityHead((ushort)generation, kind, new SeatId(owner));
            return head.IsPresent && head.Generation == generation && head.Kind == kind && head.Owner == new SeatId(owner);
        });

    [Test]
    public void HeadsAreEqualExactlyWhenTheirBitsAre() => Gen.Select(Head, Head).Sample((a, b) => (a == b) == (a.Bits == b.Bits));

    [Test]
    public void DefaultIsNoEntity()
    {
        Assert.That(EntityHead.None.IsPresent, Is.False);
        Assert.That(EntityHead.None, Is.EqualTo(default(EntityHead)));
    }

    [Test]
    public void UnownedIsNotSeatZero() =>
        Assert.That(new EntityHead(1, 0, SeatId.None), Is.Not.EqualTo(new EntityHead(1, 0, new SeatId(0))));
}
