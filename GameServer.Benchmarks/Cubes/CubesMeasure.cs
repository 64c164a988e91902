using System.Diagnostics;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Recordings;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Cubes;

/// <summary>What a run over a recording came to.</summary>
/// <param name="Frames">Frames written.</param>
/// <param name="BytesPerFrame">All of a frame's bits, rounded up to bytes: header, gap lists, codes.</param>
/// <param name="GapBytesPerFrame">Of these, which resting entities changed all the same.</param>
/// <param name="EncodeNsPerEntity">Writing, over all entities.</param>
/// <param name="DecodeNsPerEntity">Reading, over all entities.</param>
/// <param name="Verified">Every row came back equal.</param>
internal readonly record struct CubesFigures(int Frames, double BytesPerFrame, double GapBytesPerFrame, double EncodeNsPerEntity, double DecodeNsPerEntity, bool Verified);

/// <summary>
/// Writes every frame of a recording against earlier ones and reads it back, with nothing around the codes but the cost of a header and of gap
/// lists. The scenario drives the whole snapshot path; this says what the codes alone do.
/// </summary>
internal sealed class CubesMeasure(EntityCodec codec, IRecording recording)
{
    /// <summary>What a datagram says before its entities.</summary>
    public const int HeaderBytes = 5;

    private readonly byte[] buffer = new byte[1 << 16];
    private readonly bool[] isCoded = new bool[CubesGame.Cubes];
    private readonly int[] read = new int[codec.Schema.Stride];
    private long bits;
    private long gapBits;
    private long encodeTicks;
    private long decodeTicks;
    private bool verified = true;

    /// <summary>Runs over all frames from the sixth on; what does not exist yet is not named.</summary>
    /// <param name="ages">Ages of the rows, at most three.</param>
    public CubesFigures Run(BaselineAges ages)
    {
        var frames = 0;
        for (var tick = Math.Max(6, ages.Age); tick < recording.Ticks; tick++, frames++)
        {
            Frame(tick, new BaselineAges(ages.Age, tick >= ages.Second ? ages.Second : 0, tick >= ages.Third && tick >= ages.Second ? ages.Third : 0));
        }

        var entities = (double)frames * CubesGame.Cubes * Stopwatch.Frequency / 1e9;
        return new CubesFigures(frames, HeaderBytes + (bits / 8.0 / frames), gapBits / 8.0 / frames, encodeTicks / entities, decodeTicks / entities, verified);
    }

    private void Frame(int tick, BaselineAges ages)
    {
        var began = Stopwatch.GetTimestamp();
        var writer = new BitWriter(buffer);
        var gaps = new GapCost();
        for (var slot = 0; slot < CubesGame.Cubes; slot++)
        {
            var rows = Rows(tick, slot, ages);
            var row = recording.RowAt(tick, slot);
            var kind = recording.HeadAt(tick, slot).Kind;
            var changeClass = codec.ChangeClass(kind, rows);
            isCoded[slot] = changeClass == 0 || !row.SequenceEqual(rows.Newest);
            gaps.Add(changeClass, isCoded[slot]);
            if (isCoded[slot])
            {
                codec.WriteDelta(ref writer, kind, rows, row);
            }
        }

        var gap = gaps.Bits();
        bits += (writer.Position + gap + 7) / 8 * 8;
        gapBits += gap;
        var length = writer.Finish();
        var written = Stopwatch.GetTimestamp();
        var reader = new BitReader(buffer.AsSpan(0, length));
        for (var slot = 0; slot < CubesGame.Cubes; slot++)
        {
            var rows = Rows(tick, slot, ages);
            var kind = recording.HeadAt(tick, slot).Kind;
            if (codec.ChangeClass(kind, rows) == 0 || isCoded[slot])
            {
                verified &= codec.TryReadDelta(ref reader, kind, rows, read) && recording.RowAt(tick, slot).SequenceEqual(read);
            }
        }

        encodeTicks += written - began;
        decodeTicks += Stopwatch.GetTimestamp() - written;
    }

    private BaselineRows Rows(int tick, int slot, BaselineAges ages) => new(
        ages,
        recording.RowAt(tick - ages.Age, slot),
        ages.Second > 0 ? recording.RowAt(tick - ages.Second, slot) : default,
        ages.Third > 0 ? recording.RowAt(tick - ages.Third, slot) : default);
}
