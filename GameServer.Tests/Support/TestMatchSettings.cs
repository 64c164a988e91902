using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Support;

/// <summary>How a <see cref="TestMatch{TInput,TAvatar}"/> is set up.</summary>
internal sealed record TestMatchSettings
{
    public ulong Seed { get; init; } = 1;

    public int Clients { get; init; } = 2;

    public LinkProfile? Profile { get; init; }

    public int TickRate { get; init; } = 60;

    public int SnapshotRate { get; init; } = 60;

    public int SeatsMax { get; init; } = 16;

    public int RoomsMax { get; init; } = 4;

    public int BytesPerSecondMax { get; init; } = 128 * 1024;

    public double RewindMsMax { get; init; } = 250;

    public string Config { get; init; } = "";

    public bool IsOpen { get; init; } = true;

    public double LingerSeconds { get; init; } = 30;

    /// <summary>Rules of exactness that hold, on the server and on the clients.</summary>
    public ExactnessRules Rules { get; init; } = ExactnessRules.All;

    public double FramesPerSecond { get; init; } = 60;

    public ClientOptions ClientOptions { get; init; } = new();
}
