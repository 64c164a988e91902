using System.Numerics;
using CsCheck;
using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

internal sealed class InterestTests
{
    private const float Radius = 50;

    [Test]
    public void SeatSeesExactlyWhatIsWithinItsRadius() => Gen.Select(Gen.Int, Gen.Float[1, 200], Gen.Int[0, 60]).Sample(
        static (seed, radius, boulders) =>
        {
            var random = new Random(seed);
            var rig = Rig(radius, room =>
            {
                for (var i = 0; i < boulders; i++)
                {
                    room.Spawn(new Boulder { Position = At(random, 400) });
                }
            }, At(random, 400));
            var view = View(rig, new SlotSet());
            var me = Place(rig, rig.Room.Seats[0].Avatar.Slot);
            for (var slot = 0; slot < rig.Room.History.Newest.SlotCount; slot++)
            {
                if (IsBoulder(rig, slot))
                {
                    Assert.That(view.Has(slot), Is.EqualTo(Vector2.DistanceSquared(Place(rig, slot), me) <= radius * radius), $"slot {slot}");
                }
            }
        },
        iter: 300);

    [Test]
    public void EntityLeavesFartherOutThanItEnters()
    {
        var distance = 0f;
        var rig = Rig(Radius, static room => room.Spawn(new Boulder()), default, room =>
        {
            foreach (var boulder in room.All<Boulder>())
            {
                boulder.Value.Position = new Vector2(distance, 0);
            }
        });
        var seen = new SlotSet();
        foreach (var (at, isSeen) in ((float, bool)[])[(60, false), (51, false), (50, true), (57, true), (58, false), (51, false), (49, true)])
        {
            distance = at;
            rig.Step();
            seen = View(rig, seen);
            Assert.That(seen.Has(BoulderSlot(rig)), Is.EqualTo(isSeen), $"at {at} m");
        }
    }

    [Test]
    public void WhatHasNoPlaceIsSeenFromEverywhere()
    {
        var rig = Rig(Radius, static room => room.Spawn(new Rumour { Text = 5 }), new Vector2(400, 400));
        var view = View(rig, new SlotSet());
        Assert.That(Slots(rig).Any(slot => rig.Room.History.Newest.HeadAt(slot).Kind == 3 && view.Has(slot)), Is.True);
    }

    [Test]
    public void OwnersPartIsSeenByItsOwnerAlone([Values(Radius, float.PositiveInfinity)] float radius)
    {
        var rig = new ReplicationRig(new SandboxGame { Radius = radius }, players: 3);
        rig.Step();
        var tick = rig.Room.History.Newest;
        foreach (var seat in rig.Seats)
        {
            var view = new SlotSet();
            rig.Interest.Fill(seat.Seat, new SlotSet(), view);
            foreach (var slot in Slots(rig).Where(slot => rig.Codec.Schema.RecordSpan[tick.HeadAt(slot).Kind].IsOwnerPart))
            {
                Assert.That(view.Has(slot), Is.EqualTo(tick.HeadAt(slot).Owner == seat.Seat.Id));
            }
        }
    }

    [Test]
    public void HiddenEntityIsNotSeen([Values(Radius, float.PositiveInfinity)] float radius)
    {
        EntityId hidden = default;
        var game = new SandboxGame
        {
            Radius = radius,
            Started = room =>
            {
                hidden = room.Spawn(new Boulder());
                room.Spawn(new Boulder());
            },
            Sees = (seat, id) => id != hidden || seat.Id.Index == 1,
        };
        var rig = new ReplicationRig(game, players: 2);
        rig.Step();
        for (var seat = 0; seat < 2; seat++)
        {
            var view = new SlotSet();
            rig.Interest.Fill(rig.Room.Seats[seat], new SlotSet(), view);
            Assert.That(view.Has(hidden.Slot), Is.EqualTo(seat == 1));
            Assert.That(view.Has(hidden.Slot + 1), Is.True);
        }
    }

    [Test]
    public void OwnAvatarIsSeenThoughTheHookHidesEverything()
    {
        var rig = new ReplicationRig(new SandboxGame { Sees = static (_, _) => false }, players: 2);
        rig.Step();
        var view = View(rig, new SlotSet());
        Assert.That(view.Has(rig.Room.Seats[0].Avatar.Slot), Is.True);
        Assert.That(view.Has(rig.Room.Seats[1].Avatar.Slot), Is.False);
    }

    [Test]
    public void DistanceIsThatOfTheAvatarAndZeroToWhatHasNoPlace()
    {
        var rig = Rig(Radius, static room =>
        {
            room.Spawn(new Boulder { Position = new Vector2(3, 4) });
            room.Spawn(new Rumour());
        }, default);
        Assert.That(rig.Interest.Distance(rig.Interest.ViewpointOf(rig.Room.Seats[0]), BoulderSlot(rig)), Is.EqualTo(5));
        var rumour = Slots(rig).First(slot => rig.Room.History.Newest.HeadAt(slot).Kind == 3);
        Assert.That(rig.Interest.Distance(rig.Interest.ViewpointOf(rig.Room.Seats[0]), rumour), Is.Zero);
    }

    [Test]
    public void DistancesOf64AreThoseOfEach([Values(Radius, float.PositiveInfinity)] float radius)
    {
        var rig = Rig(radius, static room =>
        {
            for (var i = 0; i < 70; i++)
            {
                room.Spawn(new Boulder { Position = new Vector2(3 * i, 4) });
            }

            room.Spawn(new Rumour());
        }, default);
        var from = rig.Interest.ViewpointOf(rig.Room.Seats[0]);
        var distances = new float[64];
        for (var slot = 0; slot < rig.Room.History.Newest.SlotCount; slot++)
        {
            rig.Interest.Distances(from, slot / 64, distances);
            Assert.That(distances[slot % 64], Is.EqualTo(rig.Interest.Distance(from, slot)).Within(1e-4), $"slot {slot}");
        }
    }

    // The place once was looked up by slot alone, so that a player whose avatar was gone saw through the eyes of the slot's next owner.
    [Test]
    public void SeatWithoutAnAvatarDoesNotSeeFromTheNextOneInItsSlot()
    {
        var rig = Rig(Radius, static room => room.Spawn(new Boulder()), default);
        var seat = rig.Room.Seats[0];
        rig.Room.World.Remove(seat.Avatar);
        rig.Step();
        rig.Room.TryJoin("next", isAi: false, out var next);
        rig.Step();
        Assert.That(next!.Avatar.Slot, Is.EqualTo(seat.Avatar.Slot), "the slot is used again");
        var view = View(rig, new SlotSet());
        Assert.That(view.Has(BoulderSlot(rig)) || view.Has(next.Avatar.Slot), Is.False);
    }

    private static ReplicationRig Rig(float radius, Action<Room> start, Vector2 place, Action<Room>? tick = null)
    {
        var game = new SandboxGame { Radius = radius, Started = start, Ticked = tick, Joined = _ => new Walker { Position = place } };
        var rig = new ReplicationRig(game, players: 1);
        rig.Step();
        return rig;
    }

    private static SlotSet View(ReplicationRig rig, SlotSet before)
    {
        var view = new SlotSet();
        rig.Interest.Fill(rig.Room.Seats[0], before, view);
        return view;
    }

    private static IEnumerable<int> Slots(ReplicationRig rig) =>
        Enumerable.Range(0, rig.Room.History.Newest.SlotCount).Where(slot => rig.Room.History.Newest.HeadAt(slot).IsPresent);

    private static bool IsBoulder(ReplicationRig rig, int slot) => rig.Room.History.Newest.HeadAt(slot) is { IsPresent: true, Kind: 2 };

    private static int BoulderSlot(ReplicationRig rig) => Slots(rig).First(slot => IsBoulder(rig, slot));

    private static Vector2 Place(ReplicationRig rig, int slot)
    {
        var tick = rig.Room.History.Newest;
        var record = rig.Codec.Schema.RecordSpan[tick.HeadAt(slot).Kind];
        var row = tick.RowAt(slot);
        return new Vector2(row[record.PositionColumn], row[record.PositionColumn + 1]) * record.PositionStep;
    }

    private static Vector2 At(Random random, float range) => new((random.NextSingle() - 0.5f) * 2 * range, (random.NextSingle() - 0.5f) * 2 * range);
}
