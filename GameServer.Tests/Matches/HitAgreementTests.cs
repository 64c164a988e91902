using GameServer.Games.Arena;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class HitAgreementTests
{
    // 4,000 shots at 1 in 1,000 leave a margin of one; 16,000 say something.
    private const double Seconds = 400;

    // The cap is what the profile needs; docs/lag-compensation.md has how much that is and why.
    [TestCase("N0", 250, 60)]
    [TestCase("N0", 250, 30)]
    [TestCase("N1", 250, 60)]
    [TestCase("N1", 250, 30)]
    [TestCase("N4", 400, 60)]
    [TestCase("N4", 400, 30)]
    [TestCase("N4c", 400, 60)]
    [TestCase("N8", 350, 60)]
    [TestCase("N8", 350, 30)]
    public void WhatIsHitOnTheScreenIsHit(string profile, double rewindMsMax, int snapshotRate)
    {
        using var match = new HitAgreement(profile, seed: 7, rewindMsMax: rewindMsMax, snapshotRate: snapshotRate);
        match.Run(Seconds);
        TestContext.Out.WriteLine(match);
        Assert.That(match.Seen, Is.GreaterThan(3_000), match.ToString());
        Assert.That(match.Share, Is.GreaterThanOrEqualTo(0.999), match.ToString());
        Assert.That(match.Clamped, Is.Zero, $"an honest client was not believed: {match}");
        Assert.That(match.Quantile(1), Is.LessThan(rewindMsMax));
    }

    [TestCase("N1", 0, 0.7)]
    [TestCase("N4", 0, 0.4)]
    [TestCase("N4", 250, 0.85)]
    public void WithoutRewindOrWithTooLittleFarFewerAre(string profile, double rewindMsMax, double shareMax)
    {
        using var match = new HitAgreement(profile, seed: 7, rewindMsMax: rewindMsMax);
        match.Run(Seconds);
        TestContext.Out.WriteLine(match);
        Assert.That(match.Share, Is.LessThan(shareMax), match.ToString());
    }

    [Test]
    public void TheServerSeesTheClientsPictureToTheBit()
    {
        var compared = 0;
        TestMatch<ArenaInput, Fighter>? match = null;
        match = ArenaScript.Start(3, clients: 4, "N0", "radius=2000", (tick, seat) =>
        {
            var view = match!.Players[seat.Index].Client.View;
            var room = match.Room.Room;
            if (view.ViewTick > 0 && view.ViewTick <= view.NewestTick.Number)
            {
                var past = new Past(new PastMoment(room.World, room.History, view.ViewTick, room.ViewStepTicks, room.Seats[seat.Index].Avatar, room.TickSeconds, new PastCounters()));
                foreach (var drawn in view.All<Fighter>())
                {
                    Assert.That(past.TryGet<Fighter>(drawn.Id, out var seen), Is.True, match.Replay);
                    Assert.That(seen, Is.EqualTo(drawn.Value), $"tick {view.ViewTick}: {match.Replay}");
                    compared++;
                }
            }

            return ArenaScript.Press(tick, seat);
        });
        using (match)
        {
            match.Run(1_200);
        }

        Assert.That(compared, Is.GreaterThan(10_000));
    }
}
