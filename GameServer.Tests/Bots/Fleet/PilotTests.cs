using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tests.Bots.Fleet;

internal sealed class PilotTests
{
    private const int TickRate = 60;

    [Test]
    public void TurnsEvery300To800Milliseconds()
    {
        var turns = Turns(Play(new Pilot(seed: 1, index: 0), ticks: 6000));
        var gaps = turns.Zip(turns.Skip(1), static (one, next) => next - one).ToArray();
        Assert.That(gaps, Has.All.InRange(0.3 * TickRate, 0.8 * TickRate));
        Assert.That(gaps.Average(), Is.EqualTo(0.55 * TickRate).Within(0.05 * TickRate));
    }

    [Test]
    public void AlwaysRuns() =>
        Assert.That(Play(new Pilot(seed: 1, index: 0), ticks: 600).Select(static i => (i.MoveX * i.MoveX) + (i.MoveY * i.MoveY)), Has.All.EqualTo(1).Within(1e-5));

    [Test]
    public void SameSeedPressesTheSameButtons()
    {
        Pilot one = new(seed: 5, index: 3), again = new(seed: 5, index: 3);
        Assert.That(Play(one, ticks: 600), Is.EqualTo(Play(again, ticks: 600)));
    }

    [Test]
    public void NeighboursPressOthers() =>
        Assert.That(Play(new Pilot(seed: 5, index: 3), ticks: 600), Is.Not.EqualTo(Play(new Pilot(seed: 5, index: 4), ticks: 600)));

    [Test]
    public void APressLastsOneTick()
    {
        var pilot = new Pilot(seed: 1, index: 0);
        pilot.Begin(WelcomeTo("map=arena"));
        var inputs = Play(pilot, ticks: 6000);
        Assert.That(inputs.Count(static i => i.Dash), Is.GreaterThan(0));
        Assert.That(inputs.Count(static i => i.Throw), Is.GreaterThan(0));
        Assert.That(inputs.Zip(inputs.Skip(1), static (one, next) => (one.Dash && next.Dash) || (one.Throw && next.Throw)), Has.None.True);
    }

    [Test]
    public void NoRocketIsThrownOnTheField()
    {
        var pilot = new Pilot(seed: 1, index: 0);
        pilot.Begin(WelcomeTo("map=field"));
        Assert.That(Play(pilot, ticks: 6000).Count(static i => i.Throw), Is.Zero);
    }

    [Test]
    public void ARoomWithASmallerTickIsPlayedAtOnce()
    {
        var pilot = new Pilot(seed: 1, index: 0);
        Play(pilot, ticks: 6000);
        Assert.That(Turns(Play(pilot, ticks: 120)), Has.Count.GreaterThan(1));
    }

    private static List<ArenaInput> Play(Pilot pilot, int ticks)
    {
        var inputs = new List<ArenaInput>();
        for (var tick = 1; tick <= ticks; tick++)
        {
            inputs.Add(pilot.Sample(new Tick((uint)tick)));
        }

        return inputs;
    }

    private static List<int> Turns(List<ArenaInput> inputs)
    {
        var turns = new List<int>();
        for (var i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].MoveX != inputs[i - 1].MoveX)
            {
                turns.Add(i);
            }
        }

        return turns;
    }

    private static Welcome WelcomeTo(string config) => new(1, "room", 0, 16, TickRate, 60, 0, 72, config, new byte[16], 1, 1, false);
}
