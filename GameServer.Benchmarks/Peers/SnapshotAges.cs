using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Peers;

/// <summary>
/// How old Colyseus's states were when clients had them: from the end of the tick. Its SDK decodes a patch as it comes in, and our client
/// in its next frame, as a game would look at either; so there is the age at decoding, and that at the next frame of a client that
/// has as many as our bots, whose frames are spread evenly over a frame's time like theirs.
/// </summary>
internal sealed class SnapshotAges
{
    /// <summary>Of our bots, per second.</summary>
    public const double FramesHz = 60;

    private const double FrameNs = 1e9 / FramesHz;

    /// <summary>Throws <see cref="ScenarioException"/> when a client decoded a tick that the server never had.</summary>
    public SnapshotAges(IReadOnlyList<Row> stamps, IReadOnlyList<Row> arrivals, int rooms, int clients)
    {
        var ends = new Dictionary<(int Room, int Tick), long>(stamps.Count);
        foreach (var stamp in stamps)
        {
            ends[(stamp.Who, stamp.Tick)] = stamp.Time;
        }

        foreach (var arrival in arrivals)
        {
            if (!ends.TryGetValue((arrival.Who % rooms, arrival.Tick), out var end) || arrival.Time < end)
            {
                throw new ScenarioException($"Client {arrival.Who} of Colyseus decoded tick {arrival.Tick}, which its room had not simulated.");
            }

            AtDecoding.RecordTime(arrival.Time - end);
            AtFrame.RecordTime(NextFrame(arrival.Time, arrival.Who, clients) - end);
        }
    }

    /// <summary>When the SDK had decoded the patch.</summary>
    public Samples AtDecoding { get; } = Samples.OfTimes(digits: 2);

    /// <summary>At the client's next frame.</summary>
    public Samples AtFrame { get; } = Samples.OfTimes(digits: 2);

    // The first frame at or after a time; client n of N is n / N of a frame behind the first.
    private static long NextFrame(long time, int client, int clients)
    {
        var phase = FrameNs * client / clients;
        return (long)((Math.Ceiling((time - phase) / FrameNs) * FrameNs) + phase);
    }
}
