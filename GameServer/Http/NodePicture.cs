using GameServer.Fleet;
using GameServer.Shards;

namespace GameServer.Http;

/// <summary>The whole server as the page draws it. Of the rooms that ended the newest are in it, and how many others there are.</summary>
internal sealed record NodePicture(
    string NodeId, string Game, DateTimeOffset At, bool Draining, int Players, int Connected, IReadOnlyList<RoomRow> Rooms, int EndedOthers, IReadOnlyList<PlayerRow> Worst)
{
    public static NodePicture Of(NodeReport report, FleetServices fleet, string nodeId)
    {
        var (ended, others) = fleet.Directory.NewestEnded(HttpSettings.EndedRoomsShownMax);
        var rooms = RoomView.Living(report, fleet).Concat(ended.Select(static room => new RoomSight(room)))
            .Select(sight => RoomView.Of(sight, fleet))
            .OrderBy(static room => room.RoomId, StringComparer.Ordinal)
            .Select(static room => new RoomRow(room.RoomId, room.State, room.MaxPlayers, room.Players, room.Connected, room.Reserved, room.Health, room.Labels, room.End?.Result));
        var worst = report.Shards.SelectMany(static s => s.Worst).Select(PlayerRow.Of).OrderByDescending(static p => p.SnapshotAgeMs ?? 0).Take(ShardReport.WorstMax);
        return new NodePicture(
            nodeId,
            fleet.Game,
            report.At,
            fleet.Allocator.IsDraining,
            report.Shards.Sum(static s => s.SessionCount),
            report.Shards.Sum(static s => s.ConnectedCount),
            [.. rooms],
            others,
            [.. worst]);
    }
}

/// <summary>A room as a line of the page.</summary>
internal sealed record RoomRow(
    string RoomId, string State, int MaxPlayers, int Players, int Connected, int Reserved, HealthBody? Health, IReadOnlyDictionary<string, string>? Labels, string? Result);

/// <summary>A player as a line of the page. Counts since the seat was taken.</summary>
internal sealed record PlayerRow(
    string RoomId,
    int Seat,
    string Player,
    string PlayerId,
    bool Connected,
    double? SnapshotAgeMs,
    double? InputWaitMs,
    double MissedShare,
    int Buffered,
    long Repeated,
    long Neutral,
    long Late,
    long Corrections,
    long RewindsClamped,
    long Desyncs,
    long WholeEntities,
    double SendRate,
    double DeliveryRate,
    double QueueMs,
    bool Limited,
    long RateCuts,
    string Cause)
{
    private const double AgeMsGood = 150;
    private const double MissedGood = 0.01;
    private const long DesyncsGood = 0;

    public static PlayerRow Of(SeatLine line)
    {
        var inputs = line.Inputs;
        var due = inputs.InputsFresh + inputs.InputsRepeated + inputs.InputsNeutral;
        var missed = due > 0 ? (inputs.InputsRepeated + inputs.InputsNeutral) / (double)due : 0;
        return new PlayerRow(
            line.Room,
            line.Seat,
            line.Player,
            line.PlayerId,
            line.IsConnected,
            double.IsNaN(line.AckAgeMs) ? null : line.AckAgeMs,
            inputs.WaitSamples > 0 ? inputs.WaitMsSum / inputs.WaitSamples : null,
            missed,
            line.InputsBuffered,
            inputs.InputsRepeated,
            inputs.InputsNeutral,
            inputs.InputsLate,
            inputs.Corrections,
            inputs.RewindsClamped,
            line.Desyncs,
            line.WholeEntities,
            line.RateBytesPerSecond,
            line.DeliveredBytesPerSecond,
            line.QueueMs,
            line.IsLimited,
            line.RateCuts,
            CauseOf(line, missed));
    }

    // What an operator would look at first.
    private static string CauseOf(SeatLine line, double missed) =>
        !line.IsConnected ? "connection lost, seat kept"
        : double.IsNaN(line.AckAgeMs) ? "has not acknowledged anything yet"
        : line.Desyncs > DesyncsGood ? "held other state than was sent"
        : line.IsLimited ? "narrow path: is sent what it takes"
        : line.AckAgeMs > AgeMsGood ? "long round trip"
        : missed > MissedGood ? "inputs come late or not at all"
        : "";
}
