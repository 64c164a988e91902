using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>
/// The frame in 16 bits a number, cube after cube, exclusive-or the same of the baseline, then Brotli: a general compressor sees the zeros of
/// what did not change. (A number after the other for all cubes came out a quarter larger.)
/// </summary>
internal sealed class XorBrotliPeer(int quality) : IPeer
{
    // A frame has 14 KB; a larger window would find nothing more.
    private const int WindowBits = 16;

    private readonly short[] numbers = new short[CubesGame.Cubes * CubesRecording.Numbers];

    public string Name => string.Create(CultureInfo.InvariantCulture, $"exclusive-or with the baseline, Brotli {quality}");

    public bool IsLossSafe => true;

    public int[] AgesFor(int baselineAge) => [baselineAge];

    public int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            numbers[i] = (short)(frame[i] ^ earlier.Newest[i]);
        }

        return BrotliEncoder.TryCompress(MemoryMarshal.AsBytes<short>(numbers), bytes, out var written, quality, WindowBits)
            ? written
            : throw new InvalidOperationException("A frame of cubes grew beyond its buffer.");
    }

    public bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame)
    {
        var target = MemoryMarshal.AsBytes(numbers.AsSpan());
        if (!BrotliDecoder.TryDecompress(bytes, target, out var written) || written != target.Length)
        {
            return false;
        }

        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] = numbers[i] ^ earlier.Newest[i];
        }

        return true;
    }
}
