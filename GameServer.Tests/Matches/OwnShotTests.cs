using GameServer.Client.Views;
using GameServer.Games.Arena;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>A shot is on its owner's screen in the frame of the press, once, until the server ends it.</summary>
internal sealed class OwnShotTests
{
    private const uint PressTick = 400;
    private const float RocketSpeed = 25;

    [Test]
    public void ShotIsShownInTheFrameOfItsPressAndOnceUntilItsEnd([Values(1ul, 2ul, 3ul, 4ul)] ulong seed, [Values("N0", "N4")] string profile)
    {
        using var match = Start(seed, profile, out var watch);
        match.Run(ticks: 900);
        Assert.That(watch.ShownAfterPress, Is.True, $"in the frame of the press: {match.Replay}");
        Assert.That(watch.Most, Is.EqualTo(1), match.Replay);
        Assert.That(watch.Gaps, Is.Zero, $"it never vanished and came back: {match.Replay}");
        Assert.That(watch.WasNameless, Is.True, $"before the server could tell of it: {match.Replay}");
        Assert.That(watch.WasNamed, Is.True, $"it became the server's entity: {match.Replay}");
        Assert.That(watch.LongestStep, Is.LessThanOrEqualTo((RocketSpeed / 60 * 2.1f) + 0.02f), $"metres between two frames: {match.Replay}");
        Assert.That(watch.BackwardSteps, Is.Zero, match.Replay);
        Assert.That(watch.Shown, Is.Zero, $"it ends: {match.Replay}");
    }

    // The press comes late, or never as what it was: the server shoots later, and the shot that it did not make goes.
    [Test]
    public void ShotThatTheServerDidNotMakeGoesAndIsNeverShownTwice([Values(1ul, 2ul, 3ul, 4ul)] ulong seed)
    {
        using var match = Start(seed, "N4", out var watch);
        match.RunUntil(() => match.Players[0].Client.View.PredictedTick.Number >= PressTick - 3, seconds: 20, "the press is near");
        match.Players[0].Tap.Up = static _ => false;
        match.Run(ticks: 18);
        match.Players[0].Tap.Up = null;
        match.Run(ticks: 500);
        Assert.That(watch.ShownAfterPress, Is.True, match.Replay);
        Assert.That(watch.Most, Is.EqualTo(1), match.Replay);
        Assert.That(watch.Shown, Is.Zero, match.Replay);
        Assert.That(match.Players[0].Client.Stats.MispredictionsByField.Keys, Has.Some.StartsWith("fighter.owner."), "the ammunition that was not spent");
    }

    [Test]
    public void EveryShotOfAFightIsTheServersToTheBit([Values("N1", "N4")] string profile)
    {
        using var match = ArenaScript.Start(seed: 5, clients: 4, profile, "map=field");
        match.Run(ticks: 3_600);
        foreach (var player in match.Players)
        {
            var spawns = player.Client.CurrentMatch!.Predictor.Spawns.Of<Rocket>()!;
            Assert.That(spawns.Predicted, Is.GreaterThan(8), match.Replay);
            Assert.That(spawns.Confirmed, Is.GreaterThanOrEqualTo(0.9 * (spawns.Predicted - spawns.Count)), match.Replay);
            Assert.That(player.Client.Stats.MispredictionsByField.Keys, Has.None.StartsWith("rocket."), match.Replay);
        }

        match.AssertEveryClientAgrees();
    }

    private static TestMatch<ArenaInput, Fighter> Start(ulong seed, string profile, out Watch watch)
    {
        var made = new Watch();
        var match = ArenaScript.Start(seed, clients: 1, profile, "map=field", (tick, _) =>
        {
            made.IsPressed |= tick.Number == PressTick;
            return new ArenaInput { MoveX = 0.5f, Aim = 0.7f, Throw = tick.Number == PressTick };
        });
        match.ServerTurned = () => made.Look(match.Players[0].Client.View.All<Rocket>());
        watch = made;
        return match;
    }

    /// <summary>Looks at the screen between all frames.</summary>
    private sealed class Watch
    {
        private Rocket last;
        private bool wasShown;
        private bool hasEnded;

        public bool IsPressed { get; set; }

        public bool? ShownAfterPress { get; private set; }

        public int Shown { get; private set; }

        public int Most { get; private set; }

        public int Gaps { get; private set; }

        public bool WasNameless { get; private set; }

        public bool WasNamed { get; private set; }

        public float LongestStep { get; private set; }

        public int BackwardSteps { get; private set; }

        public void Look(ReadOnlySpan<ViewEntity<Rocket>> rockets)
        {
            Shown = rockets.Length;
            Most = Math.Max(Most, Shown);
            ShownAfterPress = IsPressed ? ShownAfterPress ?? Shown == 1 : null;
            Gaps += hasEnded && Shown > 0 && !wasShown ? 1 : 0;
            hasEnded |= wasShown && Shown == 0;
            if (Shown == 1)
            {
                var rocket = rockets[0];
                WasNamed |= rocket.Id.IsSome;
                WasNameless |= !rocket.Id.IsSome;
                if (wasShown)
                {
                    var step = rocket.Value.Position - last.Position;
                    LongestStep = Math.Max(LongestStep, step.Length());
                    BackwardSteps += System.Numerics.Vector2.Dot(step, rocket.Value.Velocity) < -0.01f ? 1 : 0;
                }

                last = rocket.Value;
            }

            wasShown = Shown > 0;
        }
    }
}
