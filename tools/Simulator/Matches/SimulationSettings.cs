using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tools.Simulator.Matches;

/// <summary>How a <see cref="SimulatedMatch{TInput,TAvatar}"/> is set up.</summary>
internal sealed record SimulationSettings
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Players from the start.</summary>
    public int Clients { get; init; } = 2;

    /// <summary>What the players' links do; null for nothing.</summary>
    public LinkProfile? Profile { get; init; }

    /// <summary>Whether datagrams carry a tag by which what a link corrupts is refused.</summary>
    public bool IsTagged { get; init; }

    public int TickRate { get; init; } = 60;

    public int SnapshotRate { get; init; } = 60;

    public int SeatsMax { get; init; } = 16;

    public int RoomsMax { get; init; } = 4;

    public int BytesPerSecondMax { get; init; } = 128 * 1024;

    public int DatagramBytesMax { get; init; } = DatagramLimits.PayloadBytesMax;

    public double RewindMsMax { get; init; } = 250;

    public string Config { get; init; } = "";

    public bool IsOpen { get; init; } = true;

    public double LingerSeconds { get; init; } = 30;

    /// <summary>Rules of exactness that hold, on the server and on the clients.</summary>
    public ExactnessRules Rules { get; init; } = ExactnessRules.All;

    public double FramesPerSecond { get; init; } = 60;

    public ClientOptions ClientOptions { get; init; } = new();

    /// <summary>Whether every room's world is saved and loaded after each tick, and goes on as it was loaded; by default, what the environment says.</summary>
    public bool IsHeavy { get; init; } = HeavyMode.IsOn;
}
