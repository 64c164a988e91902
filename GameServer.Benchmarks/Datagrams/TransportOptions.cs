using GameServer.Sockets;
using GameServer.Transport;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>How <c>scenario transport</c> runs. Immutable.</summary>
internal sealed record TransportOptions
{
    /// <summary>What a seal takes of a datagram: its sequence number and its tag.</summary>
    public const int SealBytes = 24;

    private const int StampBytes = 8;

    public int Clients { get; init; } = 1000;

    /// <summary>Bytes of each datagram to a client, of the seal none.</summary>
    public int Down { get; init; } = 200;

    /// <summary>Bytes of each datagram of a client's, of the seal none.</summary>
    public int Up { get; init; } = 60;

    /// <summary>Datagrams per second and client, in both directions.</summary>
    public int Hz { get; init; } = 60;

    /// <summary>Auto measures both; another one that one alone.</summary>
    public TransportPath Path { get; init; }

    /// <summary>Of each of the windows that are measured.</summary>
    public double Seconds { get; init; } = 6;

    /// <summary>Seconds before each that are not measured.</summary>
    public double WarmUp { get; init; } = 4;

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Clients is not (>= 1 and <= 4000) ? "--clients is 1 to 4000."
        : Down is < StampBytes || Down > ServerTransportLimits.PayloadBytesMax - SealBytes ? $"--down is {StampBytes} to {ServerTransportLimits.PayloadBytesMax - SealBytes}."
        : Up is < StampBytes || Up > ServerTransportLimits.PayloadBytesMax - SealBytes ? $"--up is {StampBytes} to {ServerTransportLimits.PayloadBytesMax - SealBytes}."
        : Hz is not (>= 1 and <= 240) ? "--hz is 1 to 240."
        : Seconds is not (>= 0.5 and <= 600) ? "--seconds is 0.5 to 600."
        : Path == TransportPath.Batched && !OperatingSystem.IsLinux() ? "--path batched takes Linux."
        : "";
}
