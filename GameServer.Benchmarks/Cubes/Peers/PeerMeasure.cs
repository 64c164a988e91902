using System.Diagnostics;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>What a technique came to on a recording.</summary>
/// <param name="Name">The technique's.</param>
/// <param name="BytesPerFrame">Mean over all frames, a header as large as ours included.</param>
/// <param name="EncodeNsPerEntity">Writing, over all entities; the median frame's, which whoever else uses the machine does not spoil.</param>
/// <param name="DecodeNsPerEntity">Reading, likewise.</param>
/// <param name="IsLossSafe">See <see cref="IPeer.IsLossSafe"/>.</param>
/// <param name="IsVerified">Every frame was read back from its bytes and was equal.</param>
internal readonly record struct PeerFigures(string Name, double BytesPerFrame, double EncodeNsPerEntity, double DecodeNsPerEntity, bool IsLossSafe, bool IsVerified);

/// <summary>Tells of a recording's frames by other techniques, and by ours with as many rows as it may have, all by the same rules.</summary>
internal sealed class PeerMeasure(CubesRecording recording, int baselineAge, TimeSpan warmUp)
{
    // Those above gain nothing up to the last, which takes most of a tick for one client.
    private const int BrotliQuality = 5;

    private readonly byte[] bytes = new byte[1 << 16];
    private readonly int[] read = new int[CubesGame.Cubes * CubesRecording.Numbers];

    /// <summary>Every technique there is, ours last.</summary>
    /// <param name="builtIn">Our codec without a model.</param>
    /// <param name="modelled">Our codec with one.</param>
    public static IPeer[] All(EntityCodec builtIn, EntityCodec modelled) =>
    [
        new MessagePackPeer(),
        new WholeBitsPeer(),
        new XorBrotliPeer(BrotliQuality),
        new MaskVarintPeer(isReliable: false),
        new MaskVarintPeer(isReliable: true),
        new EntityCodecPeer("ours, built-in, 1 row", builtIn, rows: 1),
        new EntityCodecPeer("ours, built-in, 2 rows", builtIn, rows: 2),
        new EntityCodecPeer("ours, built-in, 3 rows", builtIn, rows: 3),
        new EntityCodecPeer("ours, model", modelled, rows: BaselineAges.CountMax),
    ];

    /// <summary>Tells of all frames, over and over while it warms up, and then once for the figures.</summary>
    public PeerFigures Run(IPeer peer)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < warmUp;)
        {
            Pass(peer);
        }

        return Pass(peer);
    }

    private PeerFigures Pass(IPeer peer)
    {
        var ages = peer.AgesFor(baselineAge);
        var first = Math.Max(CubesPlayback.FramesSkipped, baselineAge);
        var frames = recording.Ticks - first;
        var encoded = new long[frames];
        var decoded = new long[frames];
        var sum = 0L;
        var isVerified = true;
        for (var i = 0; i < frames; i++)
        {
            var earlier = new BaselineFrames(recording, first + i, ages);
            var frame = recording.FrameAt(first + i);
            var begun = Stopwatch.GetTimestamp();
            var length = peer.Encode(earlier, frame, bytes);
            var written = Stopwatch.GetTimestamp();
            isVerified &= peer.TryDecode(earlier, bytes.AsSpan(0, length), read);
            decoded[i] = Stopwatch.GetTimestamp() - written;
            encoded[i] = written - begun;
            isVerified &= frame.SequenceEqual(read);
            sum += CubesMeasure.HeaderBytes + length;
        }

        return new PeerFigures(peer.Name, (double)sum / frames, NsPerEntity(encoded), NsPerEntity(decoded), peer.IsLossSafe, isVerified);
    }

    private static double NsPerEntity(long[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2] * (1e9 / Stopwatch.Frequency) / CubesGame.Cubes;
    }
}
