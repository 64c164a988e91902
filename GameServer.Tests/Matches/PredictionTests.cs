using GameServer.Games.Arena;
using GameServer.Simulation.Inputs;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>What the owner predicts is what the server does, to the bit, wherever the inputs came in time and nobody else interfered.</summary>
internal sealed class PredictionTests
{
    [Test]
    public void LonePlayerIsNeverCorrectedOnACleanNetwork()
    {
        using var match = ArenaScript.Start(seed: 1, clients: 1, "N0", "map=field");
        var watch = new Watch(match);
        match.Run(ticks: 1_800);
        Assert.That(watch.Checked, Is.GreaterThan(0.8 * match.Room.Room.Tick.Number));
        Assert.That(watch.Corrected, Is.Zero);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void EveryCorrectionHasAMissedInputBehindIt([Values("N4", "N7")] string profile, [Values(1ul, 2ul, 3ul)] ulong seed)
    {
        using var match = ArenaScript.Start(seed, clients: 1, profile, "map=field", ArenaScript.Hold);
        var watch = new Watch(match);
        match.Run(ticks: 1_800);
        Assert.That(watch.Unexplained, Is.Empty, $"corrected though every input came in time: {match.Replay}");
        Assert.That(watch.Undisturbed, Is.GreaterThan(900), "checked, with nothing in the way");
    }

    [Test]
    public void MissedInputIsCorrectedAndNothingIsLeftOfIt()
    {
        using var match = ArenaScript.Start(seed: 2, clients: 1, "N4", "map=field", ArenaScript.Hold);
        match.Run(ticks: 600);
        var watch = new Watch(match);
        match.Players[0].Tap.Up = static _ => false; // Nothing comes through for as long as the server repeats, and longer.
        match.Run(ticks: 45);
        match.Players[0].Tap.Up = null;
        match.Run(ticks: 120);
        Assert.That(watch.Corrected, Is.Positive);
        Assert.That(watch.Unexplained, Is.Empty);
        var corrected = watch.Corrected;
        match.Run(ticks: 60);
        Assert.That(watch.Corrected, Is.EqualTo(corrected), "the prediction is right again");
    }

    [Test]
    public void OthersDoNotDisturbThePrediction()
    {
        using var match = ArenaScript.Start(seed: 3, clients: 4, "N0", "map=field");
        var watch = new Watch(match);
        match.Run(ticks: 900);
        Assert.That(watch.Unexplained, Is.Empty);
    }

    /// <summary>Notes for the first player which ticks executed another input than its own, and which corrections followed.</summary>
    private sealed class Watch
    {
        private readonly TestMatch<ArenaInput, Fighter> match;
        private readonly HashSet<uint> disturbed = [];
        private uint seen;
        private uint confirmed;
        private long checkedBefore;
        private long correctedBefore;

        public Watch(TestMatch<ArenaInput, Fighter> match)
        {
            this.match = match;
            match.ServerTurned = Look;
            match.Players[0].Client.SnapshotApplied += _ => Judge();
            checkedBefore = match.Players[0].Client.Stats.PredictionsChecked;
            correctedBefore = match.Players[0].Client.Stats.Corrections;
        }

        public long Checked { get; private set; }

        public long Corrected { get; private set; }

        /// <summary>Checks whose inputs since the check before had all come in time.</summary>
        public long Undisturbed { get; private set; }

        public List<uint> Unexplained { get; } = [];

        private void Look()
        {
            if (match.Players[0].Client.Welcome is not { } welcome || match.Room.Room.Tick.Number == seen)
            {
                return;
            }

            seen = match.Room.Room.Tick.Number;
            if (match.Room.Room.Seats[welcome.Seat].InputSource != InputSource.Fresh)
            {
                disturbed.Add(seen);
            }
        }

        private void Judge()
        {
            var stats = match.Players[0].Client.Stats;
            if (stats.PredictionsChecked == checkedBefore)
            {
                return;
            }

            var tick = match.Players[0].Client.View.NewestTick.Number;
            var isDisturbed = Enumerable.Range((int)confirmed + 1, (int)(tick - confirmed)).Any(t => disturbed.Contains((uint)t));
            var corrections = stats.Corrections - correctedBefore;
            Checked += stats.PredictionsChecked - checkedBefore;
            Corrected += corrections;
            Undisturbed += isDisturbed ? 0 : 1;
            if (corrections > 0 && !isDisturbed)
            {
                Unexplained.Add(tick);
            }

            (checkedBefore, correctedBefore, confirmed) = (stats.PredictionsChecked, stats.Corrections, tick);
        }
    }
}
