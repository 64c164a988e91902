namespace GameServer.Client.Conditioning;

/// <summary>What one direction of a link does to each datagram. Immutable; the defaults do nothing.</summary>
public sealed record LinkDirection
{
    /// <summary>A direction that does nothing.</summary>
    public static LinkDirection Clean { get; } = new();

    /// <summary>One-way delay, in seconds.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>The delay varies uniformly by this much either way, in seconds, and is cut at 0; datagrams overtake each other by it.</summary>
    public double JitterSeconds { get; init; }

    /// <summary>Share of datagrams lost, 0 to 1, in the long run.</summary>
    public double LossShare { get; init; }

    /// <summary>
    /// Mean number of datagrams lost in a row, at least 1. At 1 losses are independent; above, they come from a two-state
    /// Gilbert-Elliott chain: all lost in the bad state, none in the good one.
    /// </summary>
    public double LossBurstMean { get; init; } = 1;

    /// <summary>Share of datagrams that arrive twice, each with a jitter of its own, 0 to 1.</summary>
    public double DuplicateShare { get; init; }

    /// <summary>Share of datagrams that arrive with one bit flipped, 0 to 1.</summary>
    public double CorruptShare { get; init; }

    /// <summary>Share of datagrams held back by <see cref="ReorderSeconds"/>, 0 to 1.</summary>
    public double ReorderShare { get; init; }

    /// <summary>How long those are held back on top of their delay, in seconds.</summary>
    public double ReorderSeconds { get; init; }

    /// <summary>Capacity in bytes per second, IP and UDP headers included; 0 for no limit.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>Longest wait for that capacity, in seconds; what would wait longer is dropped.</summary>
    public double QueueSeconds { get; init; } = 0.5;

    internal bool IsValid =>
        IsShare(LossShare) && IsShare(DuplicateShare) && IsShare(CorruptShare) && IsShare(ReorderShare)
        && DelaySeconds >= 0 && JitterSeconds >= 0 && ReorderSeconds >= 0 && LossBurstMean >= 1 && BytesPerSecond >= 0 && QueueSeconds >= 0;

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
