using GameServer.Games.Bodies;
using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Fleet;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Bots.Fleet;

internal sealed class BodiesPilotTests
{
    [Test]
    public void SameSeedPressesTheSameButtons()
    {
        List<BodiesInput> one = Play(seed: 5, index: 3), again = Play(seed: 5, index: 3);
        Assert.That(one, Is.EqualTo(again));
    }

    [Test]
    public void NeighboursPressOthers() => Assert.That(Play(seed: 5, index: 3), Is.Not.EqualTo(Play(seed: 5, index: 4)));

    [Test]
    public void RollsAllTheTimePullsHalfOfItAndHopsForOneTick()
    {
        var inputs = Play(seed: 1, index: 0);
        Assert.That(inputs.Select(static i => (i.MoveX * i.MoveX) + (i.MoveY * i.MoveY)), Has.All.EqualTo(1).Within(1e-5));
        Assert.That(inputs.Count(static i => i.Pull), Is.EqualTo(inputs.Count / 2).Within(inputs.Count / 4));
        Assert.That(inputs.Zip(inputs.Skip(1), static (one, next) => one.Jump && next.Jump), Has.None.True);
        Assert.That(inputs.Count(static i => i.Jump), Is.GreaterThan(0));
    }

    private static List<BodiesInput> Play(ulong seed, int index)
    {
        var pilot = new BodiesPilot(seed, index, new BodiesGame());
        return [.. Enumerable.Range(1, 3600).Select(tick => pilot.Sample(new Tick((uint)tick), default))];
    }
}
