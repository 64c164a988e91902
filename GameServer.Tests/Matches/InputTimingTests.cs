using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

internal sealed class InputTimingTests
{
    private const int WarmUpTicks = 300;
    private const int Ticks = 60 * 60;

    // N4 is the headline: 200 ms round trip, 5 % loss, 30 ms of jitter each way, eight players for a minute.
    [Test]
    public void HeadlineNetworkKeepsItsPromises([Values(3ul, 6ul, 7ul)] ulong seed)
    {
        using var match = DriftMatch.Start(seed, clients: 8, "N4");
        match.Run(WarmUpTicks);
        var (before, inputs) = match.Room.Sum();
        match.Run(Ticks);
        var (after, _) = match.Room.Sum();
        Assert.That(OnTime(match, inputs), Is.GreaterThanOrEqualTo(0.999), match.Replay);
        Assert.That(MeanWaitMs(match, inputs), Is.LessThanOrEqualTo(63), match.Replay);
        Assert.That(after.HashChecks - before.HashChecks, Is.GreaterThanOrEqualTo(0.9 * (after.Acks - before.Acks)), match.Replay);
        match.AssertEveryClientAgrees();
    }

    [TestCase("N0", 1.0, 25)]
    [TestCase("N1", 0.995, 40)]
    [TestCase("N4b", 0.98, 100)]
    [TestCase("N5", 0.995, 35)]
    [TestCase("N8", 0.999, 64)]
    public void InputsReachTheirTickAndDoNotWaitForEver(string profile, double onTime, double waitMs)
    {
        using var match = DriftMatch.Start(seed: 3, clients: 4, profile);
        match.Run(WarmUpTicks);
        var (_, inputs) = match.Room.Sum();
        match.Run(Ticks / 3);
        Assert.That(OnTime(match, inputs), Is.GreaterThanOrEqualTo(onTime), match.Replay);
        Assert.That(MeanWaitMs(match, inputs), Is.LessThanOrEqualTo(waitMs), match.Replay);
    }

    [Test]
    public void EveryPressIsExecutedExactlyOnce([Values("N4", "N7")] string profile)
    {
        var pressed = new int[4];
        var settings = new SimulationSettings { Seed = 9, Clients = 4, Profile = DriftMatch.ProfileOf(profile) };
        using var match = new TestMatch<DriftInput, Drifter>(static () => new DriftGame(), Count, settings);
        match.Run(ticks: 1_800);
        foreach (var player in match.Players)
        {
            Assert.That(match.Room.Room.World.TryFind<Drifter>(match.Room.Room.Seats[player.Seat.Index].Avatar, out var avatar), Is.True);
            var executed = DriftGame.PebblesAtStart - avatar.Value.Pebbles;

            // What is under way, and what was pressed for ticks before the first that the server could execute, may be missing.
            Assert.That(executed, Is.LessThanOrEqualTo(pressed[player.Seat.Index]), $"a press twice: {match.Replay}");
            Assert.That(executed, Is.GreaterThanOrEqualTo(pressed[player.Seat.Index] - 2), $"a press lost: {match.Replay}");
            Assert.That(pressed[player.Seat.Index], Is.GreaterThan(60));
        }

        DriftInput Count(Tick tick, SeatId seat)
        {
            var input = Drift.Scripted(tick, seat);
            pressed[seat.Index] += input.Drop ? 1 : 0;
            return input;
        }
    }

    private static double OnTime(TestMatch<DriftInput, Drifter> match, SeatCounters before)
    {
        var after = match.Room.Sum().Inputs;
        var fresh = after.InputsFresh - before.InputsFresh;
        var missed = after.InputsRepeated + after.InputsNeutral - before.InputsRepeated - before.InputsNeutral;
        return fresh / (double)(fresh + missed);
    }

    private static double MeanWaitMs(TestMatch<DriftInput, Drifter> match, SeatCounters before)
    {
        var after = match.Room.Sum().Inputs;
        return (after.WaitMsSum - before.WaitMsSum) / (after.WaitSamples - before.WaitSamples);
    }
}
