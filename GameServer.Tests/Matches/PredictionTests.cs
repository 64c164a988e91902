using GameServer.Games.Arena;
using GameServer.Rooms;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Matches;

/// <summary>The client's prediction is the server's state to the bit, and its inputs are there when their tick runs.</summary>
public sealed class PredictionTests
{
    [Test]
    public void PredictionErrorIsZeroBitsForUndisturbedTicks([Values("N0", "N1", "N4")] string profile)
    {
        var settings = new TestMatchSettings { Seed = 5, Clients = 1, Profile = DriftMatch.ProfileOf(profile), Config = "map=field" };
        using var match = new TestMatch<ArenaInput, Fighter>(() => new ArenaGame(), ArenaScript.Press, settings);
        match.Run(ticks: 300);
        var seat = match.Room.Room.Seats[match.Players[0].Seat.Index];
        var (disturbed, ticks, stats) = (0, 0, match.Players[0].Client.Stats);
        var (checkedBefore, correctedBefore) = (stats.PredictionsChecked, stats.Corrections);
        var last = match.Room.Room.Tick;
        for (var i = 0; i < 1800; i++)
        {
            match.Run(ticks: 1);
            if (match.Room.Room.Tick != last)
            {
                ticks++;
                disturbed += seat.InputSource == InputSource.Fresh ? 0 : 1;
                last = match.Room.Room.Tick;
            }
        }

        // An input that missed its tick makes the states from there on differ until the next confirmed one: at most a correction each.
        var checks = stats.PredictionsChecked - checkedBefore;
        var corrections = stats.Corrections - correctedBefore;
        TestContext.Out.WriteLine($"{profile}: {ticks} ticks, {disturbed} disturbed, {checks} states compared, {corrections} corrected");
        Assert.That(checks, Is.GreaterThan(ticks / 2), "states were compared");
        Assert.That(ticks - disturbed, Is.GreaterThanOrEqualTo(ticks * 8 / 10), "most ticks are undisturbed");
        Assert.That(corrections, disturbed == 0 ? Is.Zero : Is.LessThanOrEqualTo(disturbed * 16));
    }

    [Test]
    public void InputsAreThereAtTheirTickAtTheHeadlineProfile()
    {
        using var match = DriftMatch.Start(seed: 3, clients: 8, "N4");
        match.Run(ticks: 300);
        SeatCounters before = match.Room.Sum().Inputs;
        match.Run(ticks: 60 * 60);
        SeatCounters after = match.Room.Sum().Inputs;
        double fresh = after.InputsFresh - before.InputsFresh;
        var missed = after.InputsRepeated + after.InputsNeutral - before.InputsRepeated - before.InputsNeutral;
        var wait = (after.WaitMsSum - before.WaitMsSum) / (after.WaitSamples - before.WaitSamples);
        TestContext.Out.WriteLine($"N4, 8 players, 60 s: {100 * fresh / (fresh + missed):0.000} % at their tick, mean wait {wait:0.0} ms");
        Assert.That(fresh / (fresh + missed), Is.GreaterThanOrEqualTo(0.999), match.Replay);
        Assert.That(wait, Is.LessThanOrEqualTo(60), match.Replay);
    }

    [Test]
    public void EveryPressIsExecutedOnceAtTwentyPercentLoss()
    {
        var game = new CountingGame();
        var settings = new TestMatchSettings { Seed = 9, Clients = 2, Profile = DriftMatch.ProfileOf("N7") };
        using var match = new TestMatch<DriftInput, Drifter>(() => new CountingGame(game.Presses), static (tick, _) => new DriftInput { Drop = tick.Number % 10 == 0 }, settings);
        match.Run(ticks: 300);
        var players = match.Players.Select(p => (Before: p.Client.View.PredictedTick, Count: game.Presses.GetValueOrDefault(p.Seat.Index))).ToArray();
        match.Run(ticks: 1200);
        for (var i = 0; i < players.Length; i++)
        {
            var pressed = match.Players[i].Client.View.PredictedTick.Number / 10 - players[i].Before.Number / 10;
            var executed = game.Presses[match.Players[i].Seat.Index] - players[i].Count;

            // What is still on its way at either end: less than a second's worth.
            Assert.That(executed, Is.InRange((int)pressed - 6, (int)pressed + 6), match.Replay);
        }
    }

    [Test]
    public void SlowMotionSurvivesTheWholeWay()
    {
        // The stick's smallest deflection moves a drifter far less than a grid step per tick.
        var settings = new TestMatchSettings { Seed = 1, Clients = 1, Profile = DriftMatch.ProfileOf("N1") };
        using var match = new TestMatch<DriftInput, Drifter>(() => new DriftGame(), static (tick, _) => new DriftInput { X = tick.Number is > 60 and < 66 ? 1 / 127f * 8 : 0 }, settings);
        match.Run(ticks: 90);
        var start = match.Players[0].Client.View.PredictedAvatar;
        Assert.That(start.Velocity.X * match.Room.Room.TickSeconds, Is.LessThan(1 / 128f), "slower than a step per tick");
        match.Run(ticks: 120);
        var end = match.Players[0].Client.View.PredictedAvatar;
        Assert.That(start.Velocity.X > 0 ? end.Position.X - start.Position.X : 1, Is.GreaterThan(0));
        match.AssertEveryClientAgrees();
    }

    private sealed class CountingGame(Dictionary<int, int>? presses = null) : DriftGame
    {
        public Dictionary<int, int> Presses { get; } = presses ?? [];

        protected override void Tick(Room room)
        {
            foreach (var seat in room.Seats)
            {
                if (seat.IsTaken && InputOf(seat).Drop)
                {
                    Presses[seat.Id.Index] = Presses.GetValueOrDefault(seat.Id.Index) + 1;
                }
            }

            base.Tick(room);
        }
    }
}
