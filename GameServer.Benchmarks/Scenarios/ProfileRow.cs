using GameServer.Client.Conditioning;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>One row of the table: a network, and what else troubles the clients. Immutable.</summary>
/// <param name="Name">What the row is called.</param>
/// <param name="Profile">What the relay does.</param>
internal sealed record ProfileRow(string Name, string Profile)
{
    // Twice in the window of 30 s after a warm-up of 5, the second time some 11 s before its end. To be back takes the 5 s after which
    // a silent connection is given up, and a handshake.
    private const double RebindEvery = 12;
    private const double RebindPeriod = 30;

    /// <summary>Every row, in order.</summary>
    public static ProfileRow[] All { get; } =
    [
        .. NetworkProfiles.Names.Where(static name => !name.StartsWith("N13", StringComparison.Ordinal)).Select(static name => new ProfileRow(name, name)),
        new("N13up", "N13up"),
        new("N13down", "N13down"),
        new("N13fps", "N4") { FramesPerSecond = 20 },
        new("N13port", "N1") { RebindSeconds = RebindEvery },
    ];

    /// <summary>Frames per second of the clients.</summary>
    public double FramesPerSecond { get; init; } = 60;

    /// <summary>How often each client's port changes; 0 for never.</summary>
    public double RebindSeconds { get; init; }

    /// <summary>Whether clients have only to survive it, because bits flip that nothing checks before datagrams are sealed.</summary>
    public bool MayDesync => Name == "N10";

    /// <summary>Whether clients have only to survive it, because its round trip exceeds what acks reach back: no hash can be compared.</summary>
    public bool MayGoUnchecked => Name == "N9";

    /// <summary>Seconds after which its troubles have all been there once.</summary>
    public double PeriodSeconds => RebindSeconds > 0 ? RebindPeriod
        : NetworkProfiles.TryGet(Profile, out var profile) ? profile.PeriodSeconds
        : 0;
}
