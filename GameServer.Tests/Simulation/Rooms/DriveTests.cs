using System.Runtime.InteropServices;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

/// <summary>What prediction rests on: the owner's client can do a tick of its avatar alone and hold the server's bits.</summary>
public sealed class DriveTests
{
    private sealed class NoSpawns : ISpawnSink
    {
        public void SpawnOwned<T>(SeatId owner, in T entity)
            where T : struct
        {
        }
    }

    /// <summary>Health is changed by the game's Tick, which a client does not run.</summary>
    private sealed class Calm : DriftGame
    {
        protected override void Tick(Room room)
        {
        }
    }

    private sealed class Dice : DriftGame
    {
        public List<uint> Rolls { get; } = [];

        protected override void Drive(ref Drifter drifter, in DriftInput input, DriveContext drive)
        {
            var first = drive.Random();
            var again = drive.Random();
            Rolls.Add(first.NextUInt());
            Rolls.Add(again.NextUInt());
        }
    }

    [Test]
    public void PredictedAvatarHasTheServersBits()
    {
        var room = Drift.Start(players: 3, game: new Calm());
        var seat = room.Seats[1];
        var client = new Calm();
        var row = new int[client.Schema.Stride];
        room.World.TryFind<Drifter>(seat.Avatar, out var avatar);
        room.Step(); // The avatar is on the grid from its first seal on.
        var predicted = avatar.Value;
        var inputRow = new int[Schema.InputColumnsMax];
        for (var i = 0; i < 300; i++)
        {
            var tick = room.Tick + 1;
            var input = Drift.Scripted(tick, seat.Id);
            client.SealInput(ref input, inputRow);
            client.Predict(ref predicted, input, new NoSpawns(), seat.Id, tick, room.TickSeconds);
            var phase = new SealPhase(tick, SealKeys.Avatar(seat.Id));
            client.AvatarKind.PublicLayout.Seal(ref predicted, row, phase);
            client.AvatarKind.OwnerLayout!.Seal(ref predicted, row, phase);

            Drift.Step(room);

            room.World.TryFind<Drifter>(seat.Avatar, out avatar);
            Assert.That(Bits(predicted), Is.EqualTo(Bits(avatar.Value)), $"tick {tick}");
        }
    }

    [Test]
    public void LoadedRowIsTheServersStruct()
    {
        var room = Drift.Start(players: 2);
        for (var i = 0; i < 100; i++)
        {
            Drift.Step(room);
        }

        var kind = ((DriftGame)room.Game).AvatarKind;
        var state = room.History.Newest;
        foreach (var drifter in room.All<Drifter>())
        {
            var loaded = drifter.Value with { Position = default, Velocity = default, Heading = 0, Health = 0 };
            kind.PublicLayout.Load(ref loaded, state.RowAt(drifter.Id.Slot));
            Assert.That(Bits(loaded), Is.EqualTo(Bits(drifter.Value)));
        }
    }

    [Test]
    public void SpawnedThingBelongsToItsSeatAndRoundsByTheTickOfItsSpawn()
    {
        var room = Drift.Start(players: 2);
        var seat = room.Seats[1];
        for (var i = 0; i < 3; i++)
        {
            Drift.Offer(room, seat, new DriftInput { Drop = true });
            room.Step();
        }

        var pebbles = room.All<Pebble>();
        Assert.That(Enumerable.Range(0, pebbles.Count).Select(pebbles.OwnerAt), Is.All.EqualTo(seat.Id));
        Assert.That(
            Enumerable.Range(0, pebbles.Count).Select(pebbles.SealKeyAt),
            Is.EqualTo(new[] { 1u, 2u, 3u }.Select(tick => SealKeys.Owned(seat.Id, SealKeys.Ordinal(new Tick(tick), 0)))));
    }

    [Test]
    public void SealKeysOfSeatsAndOrdinalsDiffer()
    {
        var keys = Enumerable.Range(0, 64).SelectMany(seat => Enumerable.Range(0, 64).Select(ordinal => SealKeys.Owned(new SeatId(seat), (uint)ordinal)));

        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void DiceOfASeatAndTickFallTheSameEachTime()
    {
        Dice first = new(), second = new();
        foreach (var game in new[] { first, second })
        {
            var room = Drift.Start(players: 2, seed: 3, game: game);
            room.Step();
            room.Step();
        }

        Assert.That(second.Rolls, Is.EqualTo(first.Rolls));
        Assert.That(first.Rolls.Where((_, i) => i % 2 == 0), Is.EqualTo(first.Rolls.Where((_, i) => i % 2 == 1)), "each call starts anew");
        Assert.That(first.Rolls.Distinct().Count(), Is.EqualTo(4), "two seats, two ticks");
    }

    private static string Bits(Drifter drifter) => Convert.ToHexString(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref drifter, 1)));
}
