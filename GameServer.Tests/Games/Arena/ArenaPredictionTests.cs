using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Games.Arena;

/// <summary>What a predicting client relies on: Drive, alone and with nothing but the replicated fields, gives the room's bits.</summary>
internal sealed class ArenaPredictionTests
{
    [TestCase("map=arena", false)]
    [TestCase("map=field", true)]
    public void DriveAloneGivesTheBitsOfTheRoom(string config, bool throws)
    {
        var match = ArenaMatch.Start(config, players: 1);
        match.Clear<Pickup>();
        match.Step();
        var seat = match.Room.Seats[0];
        var kind = match.Game.AvatarKind;
        var own = kind.OwnerRecord!.Columns.Length;
        var predicted = Loaded(match, seat);
        var row = new int[match.Game.Schema.Stride];
        for (var i = 0; i < 900; i++)
        {
            match.StepScripted(1, throws);
            var tick = match.Room.Tick;
            var phase = new SealPhase(tick, SealKeys.Avatar(seat.Id));
            match.Game.Predict(ref predicted, match.Sent(0), new NoSpawns(), seat.Id, tick, match.Room.TickSeconds);

            Array.Clear(row);
            kind.PublicLayout.Seal(ref predicted, row, phase);
            Assert.That(row, Is.EqualTo(match.Newest.RowAt(seat.Avatar.Slot).ToArray()), $"public row, tick {tick}");

            Array.Clear(row);
            row[0] = seat.Avatar.Slot;
            kind.OwnerLayout!.Seal(ref predicted, row, phase);
            Assert.That(row[..own], Is.EqualTo(match.Newest.RowAt(OwnerSlot(match, seat)).ToArray()[..own]), $"owner row, tick {tick}");
        }

        Assert.That(predicted.Ammo, Is.LessThan(100), "the script shoots");
    }

    [Test]
    public void WhatDriveReadsIsLoadedFromTheRows()
    {
        var match = ArenaMatch.Start(players: 1);
        match.StepScripted(60, throws: false);
        var seat = match.Room.Seats[0];
        var loaded = Loaded(match, seat);
        (loaded.ShootsNow, loaded.Muzzle) = (match.Fighter(0).ShootsNow, match.Fighter(0).Muzzle);
        Assert.That(loaded, Is.EqualTo(match.Fighter(0)));
    }

    private static Fighter Loaded(ArenaMatch match, Seat seat)
    {
        var fighter = default(Fighter);
        match.Game.AvatarKind.PublicLayout.Load(ref fighter, match.Newest.RowAt(seat.Avatar.Slot));
        match.Game.AvatarKind.OwnerLayout!.Load(ref fighter, match.Newest.RowAt(OwnerSlot(match, seat)));
        return fighter;
    }

    private static int OwnerSlot(ArenaMatch match, Seat seat)
    {
        for (var slot = 0; slot < match.Newest.SlotCount; slot++)
        {
            if (match.Newest.HeadAt(slot).Kind == match.Game.AvatarKind.OwnerRecord!.Index && match.Newest.HeadAt(slot).IsPresent
                && match.Newest.RowAt(slot)[0] == seat.Avatar.Slot)
            {
                return slot;
            }
        }

        throw new AssertionException("The avatar has no owner's row.");
    }

    private sealed class NoSpawns : ISpawnSink
    {
        public void SpawnOwned<T>(SeatId owner, in T entity)
            where T : struct
        {
        }
    }
}
