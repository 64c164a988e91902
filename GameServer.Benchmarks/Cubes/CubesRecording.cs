using System.Buffers.Binary;
using System.IO.Compression;
using GameServer.Protocol.Recordings;
using GameServer.Simulation.Identity;

namespace GameServer.Benchmarks.Cubes;

/// <summary>
/// A file of cubes, raw or behind Brotli: frames of 901 records, each eight little-endian 32-bit numbers (largest component, the
/// other three, x, y, z, interacting). Held as rows of <see cref="CubesGame"/>: x, y, z, largest, the other three, interacting.
/// </summary>
internal sealed class CubesRecording : IRecording
{
    /// <summary>Of a cube.</summary>
    public const int Numbers = 8;

    private const int FrameBytes = CubesGame.Cubes * Numbers * sizeof(int);

    private readonly List<int[]> frames = [];

    private CubesRecording()
    {
    }

    public int Ticks => frames.Count;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no such recording.</exception>
    public static CubesRecording Read(string file)
    {
        using var source = File.OpenRead(file);
        using Stream stream = file.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(source, CompressionMode.Decompress) : source;
        var recording = new CubesRecording();
        var bytes = new byte[FrameBytes];
        int read;
        try
        {
            while ((read = stream.ReadAtLeast(bytes, FrameBytes, throwOnEndOfStream: false)) == FrameBytes)
            {
                recording.frames.Add(Rows(bytes));
            }
        }
        catch (InvalidOperationException)
        {
            throw new InvalidDataException($"{file} cannot be decompressed.");
        }

        return read == 0 && recording.Ticks > 0 ? recording : throw new InvalidDataException($"{file} does not hold whole frames of {CubesGame.Cubes} cubes.");
    }

    public int Slots(int tick) => CubesGame.Cubes;

    public EntityHead HeadAt(int tick, int slot) => new(1, slot == 0 ? 0 : 1, SeatId.None);

    /// <summary>All rows of a frame.</summary>
    public ReadOnlySpan<int> FrameAt(int tick) => frames[tick];

    public ReadOnlySpan<int> RowAt(int tick, int slot) => frames[tick].AsSpan(slot * Numbers, Numbers);

    private static int[] Rows(ReadOnlySpan<byte> bytes)
    {
        var rows = new int[CubesGame.Cubes * Numbers];
        for (var i = 0; i < rows.Length; i += Numbers)
        {
            for (var n = 0; n < Numbers; n++)
            {
                // The recording has the rotation first, the schema the position.
                var to = n < 4 ? n + 3 : n < 7 ? n - 4 : 7;
                rows[i + to] = BinaryPrimitives.ReadInt32LittleEndian(bytes[((i + n) * sizeof(int))..]);
            }
        }

        return rows;
    }
}
