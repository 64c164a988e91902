using GameServer.Simulation.Numerics;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>The same seed is the same match: every state and every byte on the wire, whatever else the machine does.</summary>
internal sealed class MatchDeterminismTests
{
    private const int Ticks = 600;

    [Test]
    public void SameSeedGivesTheSameStatesAndTheSameBytes([Values("N0", "N4", "N7")] string profile)
    {
        var (first, second) = (Fingerprint(5, profile), Fingerprint(5, profile));
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void AnotherSeedGivesAnotherMatch() => Assert.That(Fingerprint(6, "N4"), Is.Not.EqualTo(Fingerprint(5, "N4")));

    [Test]
    public void MatchesBesideEachOtherOnManyThreadsAreTheSameMatches()
    {
        var alone = Enumerable.Range(0, 6).Select(static seed => Fingerprint((ulong)seed, "N4")).ToArray();
        var together = new string[alone.Length];
        var threads = alone.Select((_, seed) => new Thread(() => together[seed] = Fingerprint((ulong)seed, "N4"))).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.That(together, Is.EqualTo(alone));
    }

    private static string Fingerprint(ulong seed, string profile)
    {
        using var match = DriftMatch.Start(seed, clients: 3, profile);
        ulong states = 0, down = 0, up = 0;
        uint seen = 0;
        foreach (var player in match.Players)
        {
            player.Tap.Down = bytes => Take(ref down, bytes);
            player.Tap.Up = bytes => Take(ref up, bytes);
        }

        match.ServerTurned = () =>
        {
            if (match.Rooms.TryGet("test", out var room) && room.Room.Tick.Number != seen)
            {
                seen = room.Room.Tick.Number;
                states = Mix.Combine(states, room.Room.History.Newest.Hash);
            }
        };
        match.Run(Ticks);
        return $"tick {seen}: states {states:x16}, down {down:x16}, up {up:x16}";
    }

    private static bool Take(ref ulong sum, byte[] bytes)
    {
        foreach (var value in bytes)
        {
            sum = unchecked((sum ^ value) * 1099511628211);
        }

        sum = Mix.Combine(sum, (ulong)bytes.Length);
        return true;
    }
}
