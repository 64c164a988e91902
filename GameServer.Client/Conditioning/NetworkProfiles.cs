using System.Diagnostics.CodeAnalysis;

namespace GameServer.Client.Conditioning;

/// <summary>
/// The networks that everything is tested on. Delays are one way, jitter and loss per direction. What depends on the client
/// instead of the link (its clock, its frame rate, its port) is not here.
/// </summary>
public static class NetworkProfiles
{
    private static readonly LinkProfile[] All =
    [
        new("N0", LinkDirection.Clean, LinkDirection.Clean), // loopback
        Same("N0a", delayMs: 1, jitterMs: 1, loss: 0), // LAN
        Same("N1", delayMs: 16, jitterMs: 6, loss: 0.02), // broadband, regional: good, fair, bad
        Same("N1b", delayMs: 66, jitterMs: 11, loss: 0.03),
        Same("N1c", delayMs: 151, jitterMs: 11, loss: 0.04),
        Same("N2", delayMs: 61, jitterMs: 6, loss: 0.03), // broadband, international
        Same("N2b", delayMs: 121, jitterMs: 11, loss: 0.03),
        Same("N2c", delayMs: 201, jitterMs: 16, loss: 0.06),
        Same("N3", delayMs: 100, jitterMs: 15, loss: 0.05), // mobile
        Same("N3b", delayMs: 185, jitterMs: 15, loss: 0.06),
        Same("N3c", delayMs: 215, jitterMs: 20, loss: 0.08),
        Same("N4", delayMs: 100, jitterMs: 30, loss: 0.05), // the headline: losses independent, then in bursts
        Same("N4b", new LinkDirection { DelaySeconds = 0.1, JitterSeconds = 0.03, LossShare = 0.05, LossBurstMean = 3 }),
        Same("N4c", delayMs: 100, jitterMs: 0, loss: 0.05), // the same without jitter, at which bytes are compared
        Same("N5", new LinkDirection { DelaySeconds = 0.005, LossShare = 0.02, ReorderShare = 0.02, ReorderSeconds = 0.001 }), // wifi
        Same("N6", Narrow(128_000, delaySeconds: 0.05, loss: 0.1, reorder: 0.02)),
        Same("N7", Narrow(64_000, delaySeconds: 0.1, loss: 0.2, reorder: 0.04)),
        Same("N8", new LinkDirection { DelaySeconds = 0.05, ReorderShare = 0.3, ReorderSeconds = 0.04 }),
        Same("N9", new LinkDirection { DelaySeconds = 1, JitterSeconds = 0.1, LossShare = 0.25, DuplicateShare = 0.25 }),
        Same("N10", new LinkDirection { DelaySeconds = 0.2, JitterSeconds = 0.4, LossShare = 0.02, CorruptShare = 0.01 }),
        Troubled(),
        Cliff(),
        new("N13up", At(100, 30, 0.05), At(100, 30, 0)),
        new("N13down", At(100, 30, 0), At(100, 30, 0.05)),
    ];

    /// <summary>Every name, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(All, static profile => profile.Name);

    /// <summary>Finds a profile by its name, in any case.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="profile">The profile, or null.</param>
    /// <returns>False when there is none of that name.</returns>
    public static bool TryGet(string name, [NotNullWhen(true)] out LinkProfile? profile)
    {
        profile = Array.Find(All, candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        return profile is not null;
    }

    /// <summary>N11, each 30 s: a latency step of 150 ms for 2 s, a stall of 500 ms, an outage of 3 s; clean otherwise, so that what follows is theirs.</summary>
    private static LinkProfile Troubled() => Same("N11", delayMs: 30, jitterMs: 5, loss: 0) with
    {
        PeriodSeconds = 30,
        Phases =
        [
            new LinkPhase(5, 2) { ExtraDelaySeconds = 0.15 },
            new LinkPhase(14, 0.5) { IsStall = true },
            new LinkPhase(22, 3) { IsOutage = true },
        ],
    };

    /// <summary>N12, each 30 s: 256 kbit/s falls to 48 for 10 s, before a queue of 500 ms.</summary>
    private static LinkProfile Cliff() =>
        Same("N12", new LinkDirection { DelaySeconds = 0.03, BytesPerSecond = 32_000, QueueSeconds = 0.5 }) with
        {
            PeriodSeconds = 30,
            Phases = [new LinkPhase(10, 10) { BytesPerSecond = 6_000 }],
        };

    private static LinkProfile Same(string name, LinkDirection direction) => new(name, direction, direction);

    private static LinkProfile Same(string name, double delayMs, double jitterMs, double loss) => Same(name, At(delayMs, jitterMs, loss));

    private static LinkDirection At(double delayMs, double jitterMs, double loss) =>
        new() { DelaySeconds = delayMs / 1000, JitterSeconds = jitterMs / 1000, LossShare = loss };

    private static LinkDirection Narrow(double bytesPerSecond, double delaySeconds, double loss, double reorder) => new()
    {
        BytesPerSecond = bytesPerSecond,
        DelaySeconds = delaySeconds,
        LossShare = loss,
        ReorderShare = reorder,
        ReorderSeconds = 0.05,
    };
}
