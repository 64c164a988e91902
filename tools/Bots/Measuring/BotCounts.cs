using GameServer.Client.Stats;

namespace GameServer.Tools.Bots.Measuring;

/// <summary>What one client has counted, or the difference of two such counts: what happened in between.</summary>
/// <param name="Snapshots">Ticks of the server that became the newest one held.</param>
/// <param name="Datagrams">Snapshot datagrams that came in.</param>
/// <param name="Bytes">Their UDP payload, the transport's header included.</param>
/// <param name="DatagramsSent">Input datagrams that went out.</param>
/// <param name="BytesSent">Their UDP payload, the transport's header included.</param>
/// <param name="EntityUpdates">Entity states that were news.</param>
/// <param name="PredictionsChecked">Own states that were compared with the server's.</param>
/// <param name="Corrections">Those that differed.</param>
/// <param name="MissingBaselines">Datagrams refused for a baseline that is not held.</param>
/// <param name="Malformed">Datagrams and messages that could not be read.</param>
/// <param name="Duplicates">Datagrams applied before.</param>
/// <param name="TooOld">Datagrams too old to be of use.</param>
/// <param name="Reconnects">Lost connections that were taken up again.</param>
/// <param name="Events">Reliable events of the game.</param>
/// <param name="ChatsSent">Chat lines that it said.</param>
/// <param name="ChatsReceived">Chat lines that came in, its own among them.</param>
public readonly record struct BotCounts(
    long Snapshots,
    long Datagrams,
    long Bytes,
    long DatagramsSent,
    long BytesSent,
    long EntityUpdates,
    long PredictionsChecked,
    long Corrections,
    long MissingBaselines,
    long Malformed,
    long Duplicates,
    long TooOld,
    long Reconnects,
    long Events,
    long ChatsSent,
    long ChatsReceived)
{
    // LiteNetLib's header of an unreliable packet, which the client's own counts leave out.
    private const int HeaderBytes = Protocol.Datagrams.DatagramLimits.TransportHeaderBytes;

    internal static BotCounts Of(ClientStats stats, long snapshots, BotMeter meter) => new(
        snapshots,
        stats.DatagramsReceived,
        stats.BytesReceived + (stats.DatagramsReceived * HeaderBytes),
        stats.DatagramsSent,
        stats.BytesSent + (stats.DatagramsSent * HeaderBytes),
        stats.EntityUpdates,
        stats.PredictionsChecked,
        stats.Corrections,
        stats.MissingBaselines,
        stats.Malformed,
        stats.Duplicates,
        stats.TooOld,
        stats.Reconnects,
        meter.Events,
        meter.ChatsSent,
        meter.ChatsReceived);

    internal BotCounts Since(in BotCounts earlier) => new(
        Snapshots - earlier.Snapshots,
        Datagrams - earlier.Datagrams,
        Bytes - earlier.Bytes,
        DatagramsSent - earlier.DatagramsSent,
        BytesSent - earlier.BytesSent,
        EntityUpdates - earlier.EntityUpdates,
        PredictionsChecked - earlier.PredictionsChecked,
        Corrections - earlier.Corrections,
        MissingBaselines - earlier.MissingBaselines,
        Malformed - earlier.Malformed,
        Duplicates - earlier.Duplicates,
        TooOld - earlier.TooOld,
        Reconnects - earlier.Reconnects,
        Events - earlier.Events,
        ChatsSent - earlier.ChatsSent,
        ChatsReceived - earlier.ChatsReceived);
}
