using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

public sealed class RoomSeatTests
{
    [Test]
    public void PlayerTakesTheFirstFreePlaceAndGetsAnAvatar()
    {
        var room = Drift.Start(players: 2);

        Assert.That(room.TryJoin("third", isAi: false, out var seat), Is.True);

        Assert.That((seat!.Id, seat.PlayerName, seat.IsTaken, seat.IsConnected, seat.IsAi, room.SeatsTaken), Is.EqualTo((new SeatId(2), "third", true, true, false, 3)));
        Assert.That(room.World.TryFind<Drifter>(seat.Avatar, out var avatar), Is.True);
        Assert.That((avatar.Owner, avatar.Value.Health), Is.EqualTo((seat.Id, 100)));
    }

    [Test]
    public void AvatarIsTheOwnersAloneToSealWith()
    {
        var room = Drift.Start(players: 2);

        Assert.That(room.All<Drifter>().SealKeyAt(1), Is.EqualTo(SealKeys.Avatar(new SeatId(1))).And.Not.EqualTo(SealKeys.Avatar(new SeatId(0))));
    }

    [Test]
    public void FullRoomRefuses()
    {
        var room = Drift.Start(players: 16);

        Assert.That(room.TryJoin("one too many", isAi: false, out var seat), Is.False);
        Assert.That((seat, room.SeatsTaken), Is.EqualTo(((Seat?)null, 16)));
    }

    [Test]
    public void LeavingFreesThePlaceAndTakesTheAvatarOut()
    {
        var room = Drift.Start(players: 3);
        var seat = room.Seats[1];
        var avatar = seat.Avatar;

        room.Leave(seat);
        room.Step();

        Assert.That((seat.IsTaken, seat.IsConnected, seat.Avatar, room.SeatsTaken), Is.EqualTo((false, false, EntityId.None, 2)));
        Assert.That(room.World.TryFind<Drifter>(avatar, out _), Is.False);
        Assert.That(room.History.Newest.HeadAt(avatar.Slot).IsPresent, Is.False);
    }

    [Test]
    public void PlaceIsTakenAgainByAnotherEntity()
    {
        var room = Drift.Start(players: 1);
        var before = room.Seats[0].Avatar;
        room.Leave(room.Seats[0]);

        room.TryJoin("next", isAi: false, out var seat);
        room.Step();

        Assert.That((seat!.Id, seat.PlayerName), Is.EqualTo((new SeatId(0), "next")));
        Assert.That(seat.Avatar, Is.Not.EqualTo(before));
        Assert.That(room.All<Drifter>().Count, Is.EqualTo(1));
    }

    [Test]
    public void InputsOfThePlayerBeforeAreNotExecuted()
    {
        var room = Drift.Start(players: 1);
        Drift.Offer(room, room.Seats[0], new DriftInput { X = 1 });
        room.Step();
        Drift.Offer(room, room.Seats[0], new DriftInput { X = 1, Drop = true });
        room.Leave(room.Seats[0]);
        room.TryJoin("next", isAi: false, out var seat);
        Assert.That(seat!.InputRow, Is.All.Zero);

        room.Step();

        room.World.TryFind<Drifter>(seat.Avatar, out var avatar);
        Assert.That((seat.InputSource, avatar.Value.Velocity.X, avatar.Value.Pebbles), Is.EqualTo((InputSource.Neutral, 0f, DriftGame.PebblesAtStart)));
    }

    [Test]
    public void DroppedPlayerKeepsPlaceAndAvatar()
    {
        var room = Drift.Start(players: 1);
        var seat = room.Seats[0];

        room.Disconnect(seat);
        room.Step();

        Assert.That((seat.IsTaken, seat.IsConnected, room.SeatsTaken), Is.EqualTo((true, false, 1)));
        Assert.That(room.World.TryFind<Drifter>(seat.Avatar, out _), Is.True);
    }

    [Test]
    public void ReturningPlayerStartsWithoutItsOldInputs()
    {
        var room = Drift.Start(players: 1);
        var seat = room.Seats[0];
        Drift.Offer(room, seat, new DriftInput { X = 1 });
        room.Disconnect(seat);

        room.Reconnect(seat);
        room.Step();

        Assert.That((seat.IsConnected, seat.InputSource), Is.EqualTo((true, InputSource.Neutral)));
    }

    [Test]
    public void AiSeatIsDrivenByTheGame()
    {
        var room = Drift.Start(players: 1, ais: 1);
        var seat = room.Seats[0];
        for (var i = 0; i < 60; i++)
        {
            room.Step();
        }

        Assert.That((seat.IsAi, seat.IsConnected), Is.EqualTo((true, false)));
        room.World.TryFind<Drifter>(seat.Avatar, out var avatar);
        Assert.That(avatar.Value.Pebbles, Is.LessThan(DriftGame.PebblesAtStart));
    }

    [Test]
    public void AiPlaysAsAPlayerWithTheSameInputsDoes()
    {
        Room ai = Drift.Start(players: 1, ais: 1), player = Drift.Start(players: 1);
        for (var i = 0; i < 200; i++)
        {
            ai.Step();
            Drift.Step(player);
            Assert.That(ai.History.Newest.Hash, Is.EqualTo(player.History.Newest.Hash), $"tick {i + 1}");
        }
    }

    [Test]
    public void FreeSeatIsNobodysToLeave()
    {
        var room = Drift.Start(players: 1);

        Assert.Throws<InvalidOperationException>(() => room.Leave(room.Seats[5]));
        Assert.Throws<InvalidOperationException>(() => room.Disconnect(room.Seats[5]));
        Assert.Throws<InvalidOperationException>(() => room.Reconnect(room.Seats[5]));
        Assert.Throws<InvalidOperationException>(() => room.RewindTo(room.Seats[5]));
    }

    [Test]
    public void SeatOfAnotherRoomIsRefused()
    {
        Room room = Drift.Start(players: 1), other = Drift.Start(players: 1);

        Assert.Throws<InvalidOperationException>(() => room.Leave(other.Seats[0]));
    }
}
