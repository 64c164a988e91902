using GameServer.Protocol.Snapshots;

namespace GameServer.Rooms;

/// <summary>How a room is served; what is played in it is in its own settings.</summary>
internal sealed record RoomHostSettings
{
    /// <summary>Snapshots per second; divides the tick rate.</summary>
    public int SnapshotRate { get; init; } = 30;

    /// <summary>Snapshot bytes per second and client, UDP payload.</summary>
    public int BytesPerSecondMax { get; init; } = 128 * 1024;

    /// <summary>For tests that show what each rule is for.</summary>
    public ExactnessRules Rules { get; init; } = ExactnessRules.All;
}
