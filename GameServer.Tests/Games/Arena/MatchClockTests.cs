using GameServer.Games.Arena;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Games.Arena;

internal sealed class MatchClockTests
{
    [Test]
    public void AKillScoresAndIsToldToEverybody()
    {
        var match = ArenaMatch.Start();
        Kill(match, killer: 0, victim: 1);
        Assert.That(match.Fighter(0).Score, Is.EqualTo(1));
        var news = match.Room.Outbox.Waiting.Single();
        Assert.That(news.To, Is.EqualTo(SeatId.None));
        Assert.That(news.Kind, Is.EqualTo(KillEvent.Kind));
        Assert.That(KillEvent.TryRead(news.Payload.Span, out var kill), Is.True);
        Assert.That(kill, Is.EqualTo(new KillEvent(new SeatId(0), new SeatId(1), Weapon.Gun)));
    }

    [Test]
    public void KillingOneselfCostsAPointButNeverBelowZero()
    {
        var match = ArenaMatch.Start();
        match.Fighter(0).Score = 1;
        Suicide(match);
        Assert.That(match.Fighter(0).Score, Is.Zero);
        match.Step(120);
        Suicide(match);
        Assert.That(match.Fighter(0).Score, Is.Zero);
    }

    [Test]
    public void AMatchWithoutLimitsGoesOn()
    {
        var match = ArenaMatch.Start();
        match.Fighter(0).Score = 60_000;
        match.Step(600);
        Assert.That(match.Result, Is.Null);
        Assert.That(match.All<MatchState>().Single().SecondsLeft, Is.EqualTo(MatchState.Endless));
    }

    [Test]
    public void TheScoreLimitEndsTheMatch()
    {
        var match = ArenaMatch.Start("score=2");
        Assert.That(match.All<MatchState>().Single().ScoreLimit, Is.EqualTo(2));
        Kill(match, killer: 1, victim: 0);
        Assert.That(match.Result, Is.Null);
        match.Step(120);
        Kill(match, killer: 1, victim: 0);
        Assert.That(match.Result, Is.EqualTo("winner=1 score=2 reason=score"));
    }

    [Test]
    public void TheTimeLimitEndsTheMatch()
    {
        var match = ArenaMatch.Start("limit=3");
        match.Fighter(1).Score = 4;
        match.Step(179);
        Assert.That(match.Result, Is.Null);
        match.Step();
        Assert.That(match.Result, Is.EqualTo("winner=1 score=4 reason=time"));
    }

    [Test]
    public void TheClockShowsSecondsRoundedUp()
    {
        var match = ArenaMatch.Start("limit=3");
        List<int> shown = [];
        for (var i = 0; i < 180; i++)
        {
            shown.Add(match.All<MatchState>().Single().SecondsLeft);
            match.Step();
        }

        Assert.That(shown.GroupBy(s => s).Select(g => (g.Key, g.Count())), Is.EqualTo(new[] { (3, 60), (2, 60), (1, 60) }));
        Assert.That(match.All<MatchState>().Single().SecondsLeft, Is.Zero);
    }

    [Test]
    public void AnEqualScoreHasNoWinner()
    {
        var match = ArenaMatch.Start("limit=1", players: 3);
        match.Fighter(0).Score = match.Fighter(2).Score = 5;
        match.Step(60);
        Assert.That(match.Result, Is.EqualTo("winner=none score=5 reason=time"));
    }

    [Test]
    public void TheEndIsToldToEverybodyOnce()
    {
        var match = ArenaMatch.Start("limit=1");
        match.Fighter(1).Score = 7;
        match.Step(120);
        var news = match.Room.Outbox.Waiting.Single();
        Assert.That(news.Kind, Is.EqualTo(MatchOverEvent.Kind));
        Assert.That(MatchOverEvent.TryRead(news.Payload.Span, out var over), Is.True);
        Assert.That(over, Is.EqualTo(new MatchOverEvent(new SeatId(1), 7)));
    }

    private static void Kill(ArenaMatch match, int killer, int victim)
    {
        match.Stand(killer, 0, -57);
        match.Stand(victim, 8, -57);
        match.Fighter(victim).Health = 1;
        match.Input(killer).Fire = true;
        match.Step();
        match.Input(killer).Fire = false;
        Assert.That(match.Fighter(victim).IsDead, Is.True);
    }

    private static void Suicide(ArenaMatch match)
    {
        match.Stand(0, 29.5f, 13);
        match.Fighter(0).Health = 1;
        match.Input(0).Throw = true;
        match.Step(5);
        Assert.That(match.Fighter(0).IsDead, Is.True);
    }
}
