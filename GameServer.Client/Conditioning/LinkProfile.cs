namespace GameServer.Client.Conditioning;

/// <summary>A network to be simulated, by name: what it does in each direction, and what changes over time. Immutable.</summary>
/// <param name="Name">What commands and reports call it.</param>
/// <param name="Up">From the client to the server.</param>
/// <param name="Down">From the server to the client.</param>
public sealed record LinkProfile(string Name, LinkDirection Up, LinkDirection Down)
{
    /// <summary>Phases, in the order of their start and without overlap.</summary>
    public IReadOnlyList<LinkPhase> Phases { get; init; } = [];

    /// <summary>After this many seconds the phases begin anew; 0 for never.</summary>
    public double PeriodSeconds { get; init; }

    /// <summary>The mean round trip outside every phase, in seconds.</summary>
    public double RoundTripSeconds => Up.DelaySeconds + Down.DelaySeconds;

    /// <summary>The same profile with its losses in bursts.</summary>
    /// <param name="mean">Mean number of datagrams lost in a row, at least 1.</param>
    public LinkProfile WithBursts(double mean) =>
        this with { Name = $"{Name}/bursts", Up = Up with { LossBurstMean = mean }, Down = Down with { LossBurstMean = mean } };

    /// <summary>The phase at a time, or null, and the seconds left of it.</summary>
    internal LinkPhase? PhaseAt(double seconds, out double left)
    {
        if (PeriodSeconds > 0)
        {
            seconds %= PeriodSeconds;
        }

        // By index: an enumerator of the interface would be garbage per datagram.
        for (var i = 0; i < Phases.Count; i++)
        {
            var phase = Phases[i];
            if (seconds >= phase.StartSeconds && seconds < phase.EndSeconds)
            {
                left = phase.EndSeconds - seconds;
                return phase;
            }
        }

        left = 0;
        return null;
    }
}
