using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>
/// Motion slower than a step of the grid per tick: 0.126 m/s are 0.27 steps. Plain rounding would let it stand still; and a rounding
/// that both ends did not share would correct the owner all the time.
/// </summary>
internal sealed class SlowMotionTests
{
    private const float PushX = 2 / 127f;
    private const int Seconds = 20;

    [Test]
    public void SlowWalkerArrivesOnEveryScreen([Values("N0", "N4")] string profile)
    {
        var settings = new SimulationSettings { Seed = 1, Clients = 2, Profile = DriftMatch.ProfileOf(profile) };
        using var match = new TestMatch<Push, Walker>(static () => new SandboxGame(), static (_, seat) => new Push { X = seat.Index == 0 ? PushX : 0 }, settings);
        match.Run(ticks: 300);
        var (server, own, other) = (Server(match), Own(match), Other(match));
        var corrections = match.Players[0].Client.Stats.Corrections;
        match.Run(ticks: 60 * Seconds);
        const float Way = PushX * SandboxGame.Speed * Seconds;
        Assert.That(Server(match) - server, Is.EqualTo(Way).Within(0.03), "on the server");
        Assert.That(Own(match) - own, Is.EqualTo(Way).Within(0.03), "on its own screen");
        Assert.That(Other(match) - other, Is.EqualTo(Way).Within(0.03), "on the other's screen");
        Assert.That(match.Players[0].Client.Stats.Corrections, Is.EqualTo(corrections), "predicted with the same rounding");
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void WalkerAtRestStaysWhereItIs()
    {
        using var match = new TestMatch<Push, Walker>(static () => new SandboxGame(), static (_, _) => default, new SimulationSettings { Clients = 2 });
        match.Run(ticks: 120);
        var (server, own, other) = (Server(match), Own(match), Other(match));
        match.Run(ticks: 600);
        Assert.That((Server(match), Own(match), Other(match)), Is.EqualTo((server, own, other)));
    }

    private static float Server(TestMatch<Push, Walker> match)
    {
        Assert.That(match.Room.Room.World.TryFind<Walker>(match.Room.Room.Seats[0].Avatar, out var walker), Is.True);
        return walker.Value.Position.X;
    }

    private static float Own(TestMatch<Push, Walker> match) => match.Players.First(static p => p.Seat.Index == 0).Client.View.PredictedAvatar.Position.X;

    private static float Other(TestMatch<Push, Walker> match) => match.Players.First(static p => p.Seat.Index == 1).Client.View.All<Walker>()[0].Value.Position.X;
}
