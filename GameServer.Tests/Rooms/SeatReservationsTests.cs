using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Rooms;

/// <summary>Reserved seats and the tickets for them, on a clock that the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SeatReservationsTests
{
    private const long Now = 1_000;
    private const long Until = 2_000;

    private readonly Room room = new(new SandboxGame(), new RoomSettings { SeatsMax = 3 });
    private readonly SeatReservations reservations;

    public SeatReservationsTests() => reservations = new SeatReservations(room);

    [Test]
    public void ReservedSeatIsNobodyElsesUntilItsTimeIsOver()
    {
        Assert.That(reservations.TryReserve(7, "p1", Now, Until, out var seat), Is.True);
        Assert.That(reservations.FreeSeats(Now), Is.EqualTo(2));
        Assert.That(reservations.Count(Now), Is.EqualTo(1));
        Assert.That(reservations.TryFindFree(Now, out var other) && other != seat, Is.True);
        Assert.That(reservations.FreeSeats(Until), Is.EqualTo(3));
        Assert.That(reservations.Judge(seat, 7, Until, out _), Is.EqualTo(TicketVerdict.Expired));
    }

    [Test]
    public void EverySeatOfALargeRoomCanBeReservedOnce()
    {
        var many = new SeatReservations(new Room(new SandboxGame(), new RoomSettings { SeatsMax = 41 }));
        for (var i = 0; i < 41; i++)
        {
            Assert.That(many.Judge(new SeatId(i), (ulong)i, Now, out _), Is.EqualTo(TicketVerdict.Used), "nobody has a ticket for it yet");
            Assert.That(many.TryReserve((ulong)i, $"p{i}", Now, Until, out var seat), Is.True);
            Assert.That((seat, many.PlayerOf(seat, Now), many.Count(Now), many.FreeSeats(Now)), Is.EqualTo((new SeatId(i), $"p{i}", i + 1, 40 - i)));
        }

        Assert.That(many.TryReserve(41, "late", Now, Until, out _), Is.False);
        Assert.That(many.TryCancel(new SeatId(40), Now) && !many.TryCancel(new SeatId(40), Now) && !many.TryCancel(new SeatId(41), Now), Is.True);
    }

    [Test]
    public void TicketIsGoodOnceAndForItsSeatAlone()
    {
        reservations.TryReserve(7, "p1", Now, Until, out var seat);
        Assert.That(reservations.Judge(seat, 7, Now, out var place), Is.EqualTo(TicketVerdict.Good));
        Assert.That(place, Is.EqualTo(seat));
        Assert.That(reservations.Judge(seat, 8, Now, out _), Is.EqualTo(TicketVerdict.Used));
        Assert.That(reservations.Judge(new SeatId(2), 7, Now, out _), Is.EqualTo(TicketVerdict.Used));
        Assert.That(reservations.Judge(new SeatId(3), 7, Now, out _), Is.EqualTo(TicketVerdict.NoSuchSeat));
        reservations.Use(seat, 7, Now, Until);
        Assert.That(reservations.Judge(seat, 7, Now, out _), Is.EqualTo(TicketVerdict.Used));
    }

    [Test]
    public void TicketForAnySeatIsGoodOnceWhileOneIsFree()
    {
        Assert.That(reservations.Judge(SeatId.None, 7, Now, out var seat), Is.EqualTo(TicketVerdict.Good));
        reservations.Use(SeatId.None, 7, Now, Until);
        Assert.That(room.TryJoin(seat, "a", isAi: false, out _), Is.True);
        Assert.That(reservations.Judge(SeatId.None, 7, Now, out _), Is.EqualTo(TicketVerdict.Used));
        reservations.TryReserve(8, "p1", Now, Until, out _);
        reservations.TryReserve(9, "p1", Now, Until, out _);
        Assert.That(reservations.Judge(SeatId.None, 10, Now, out _), Is.EqualTo(TicketVerdict.RoomFull));
        Assert.That(reservations.TryReserve(11, "p1", Now, Until, out _), Is.False);
    }

    [Test]
    public void UsedTicketsAreForgottenWhenTheyHaveExpired()
    {
        reservations.Use(SeatId.None, 7, Now, Until);
        reservations.Use(SeatId.None, 8, Until, Until + 1_000);
        Assert.That(reservations.Judge(SeatId.None, 7, Until, out _), Is.EqualTo(TicketVerdict.Good), "its token cannot be opened any more");
        Assert.That(reservations.Judge(SeatId.None, 8, Until, out _), Is.EqualTo(TicketVerdict.Used));
    }

    [Test]
    public void GivenBackSeatIsFreeAndItsTicketIsNone()
    {
        reservations.TryReserve(7, "p1", Now, Until, out var seat);
        Assert.That(reservations.TryCancel(seat, Now), Is.True);
        Assert.That(reservations.TryCancel(seat, Now), Is.False);
        Assert.That(reservations.FreeSeats(Now), Is.EqualTo(3));
        Assert.That(reservations.Judge(seat, 7, Now, out _), Is.EqualTo(TicketVerdict.Used));
    }
}
