using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;

namespace GameServer.Rooms;

/// <summary>How a room is served; what is played in it is in its own settings.</summary>
internal sealed record RoomHostSettings
{
    /// <summary>Snapshots per second; divides the tick rate.</summary>
    public int SnapshotRate { get; init; } = 30;

    /// <summary>Snapshot bytes per second and client at most, headers of every layer included; a narrower path gets less.</summary>
    public int BytesPerSecondMax { get; init; } = 128 * 1024;

    /// <summary>A snapshot's datagram at most, without those headers.</summary>
    public int DatagramBytesMax { get; init; } = DatagramLimits.PayloadBytesMax;

    /// <summary>Which life of its name the room is; a connect token is good for one.</summary>
    public uint Epoch { get; init; } = 1;

    /// <summary>Seconds that the room is kept while nobody has or is reserved a seat.</summary>
    public double EmptySeconds { get; init; } = 30;

    /// <summary>Bytes that the room's ticks may allocate in one of its seconds; beyond, it is closed like one whose code throws.</summary>
    public long GarbageBytesPerSecondMax { get; init; } = 256_000_000;

    /// <summary>For tests that show what each rule is for.</summary>
    public ExactnessRules Rules { get; init; } = ExactnessRules.All;
}
