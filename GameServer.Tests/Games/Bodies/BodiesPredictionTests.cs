using System.Numerics;
using GameServer.Games.Bodies;
using GameServer.Games.Bodies.Physics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Games.Bodies;

/// <summary>What a predicting client relies on: Drive, alone and with nothing but the replicated fields, gives the room's bits.</summary>
internal sealed class BodiesPredictionTests
{
    [Test]
    public void DriveAloneGivesTheBitsOfTheRoomWhileNothingIsTouched()
    {
        var match = Empty();
        var seat = match.Room.Seats[0];
        var kind = match.Game.AvatarKind;
        var predicted = default(Roller);
        kind.PublicLayout.Load(ref predicted, match.Newest.RowAt(seat.Avatar.Slot));
        var row = new int[match.Game.Schema.Stride];
        for (var i = 0; i < 1800; i++)
        {
            match.StepScripted(1);
            var tick = match.Room.Tick;
            match.Game.Predict(ref predicted, match.Sent(0), new NoSpawns(), seat.Id, tick, match.Room.TickSeconds);
            Array.Clear(row);
            kind.PublicLayout.Seal(ref predicted, row, new SealPhase(tick, SealKeys.Avatar(seat.Id)));
            Assert.That(row, Is.EqualTo(match.Newest.RowAt(seat.Avatar.Slot).ToArray()), $"tick {tick}");
        }

        Assert.That(Math.Abs(predicted.Motion.Position.X) + Math.Abs(predicted.Motion.Position.Y), Is.GreaterThan(1), "the script moves");
    }

    [Test]
    public void AvatarAtRestStaysAsItIsToTheBit()
    {
        var match = Empty();
        match.StepScripted(170);
        match.Input(0) = default;
        match.Step(120);
        var hash = match.Newest.Hash;
        match.Step(120);
        Assert.That(match.Newest.Hash, Is.EqualTo(hash));
        Assert.That(match.Roller(0).Motion.Velocity, Is.EqualTo(Vector3.Zero));
        Assert.That(match.Roller(0).Motion.Spin, Is.EqualTo(Vector3.Zero));
    }

    [Test]
    public void StickAtFullTiltReachesTheSpeedAndKeepsItToTheBit()
    {
        var match = Empty();
        match.Roller(0).Motion.Position = new Vector3(-8, 0, Roller.Radius);
        match.Input(0).MoveX = 1;
        match.Step(60);
        Assert.That(match.Roller(0).Motion.Velocity, Is.EqualTo(new Vector3(8, 0, 0)));
        Assert.That(match.Roller(0).Motion.Spin, Is.EqualTo(new Vector3(0, 8, 0)), "it rolls without slipping");
    }

    [Test]
    public void HopLeavesTheGroundOnceAndLandsOnIt()
    {
        var match = Empty();
        match.Input(0).Jump = true;
        var highest = 0f;
        for (var i = 0; i < 120; i++)
        {
            match.Step();
            highest = Math.Max(highest, match.Roller(0).Motion.Position.Z);
        }

        Assert.That(highest, Is.EqualTo(Roller.Radius + (5f * 5f / (2 * Limits.Gravity))).Within(0.1f));
        Assert.That(match.Roller(0).Motion.Position.Z, Is.EqualTo(Roller.Radius));
    }

    [Test]
    public void WallStopsAnAvatar()
    {
        var match = Empty();
        match.Input(0).MoveX = 1;
        match.Step(600);
        Assert.That(match.Roller(0).Motion.Position.X, Is.EqualTo(match.Game.YardHalfSize - Roller.Radius));
        Assert.That(match.Roller(0).Motion.Velocity.X, Is.Zero);
    }

    private static BodiesMatch Empty()
    {
        var match = BodiesMatch.Start(players: 1);
        foreach (var body in match.Room.All<Body>())
        {
            body.Remove();
        }

        match.Step();
        return match;
    }

    private sealed class NoSpawns : ISpawnSink
    {
        public void SpawnOwned<T>(SeatId owner, in T entity)
            where T : struct
        {
        }
    }
}
