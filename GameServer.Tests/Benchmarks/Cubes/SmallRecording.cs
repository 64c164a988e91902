using System.Buffers.Binary;
using GameServer.Benchmarks.Cubes;

namespace GameServer.Tests.Benchmarks.Cubes;

/// <summary>A file with a second of cubes, a few of which slide and turn; gone when disposed of.</summary>
internal sealed class SmallRecording : IDisposable
{
    public const int Frames = 60;

    private const int MovingOneIn = 9;

    public SmallRecording()
    {
        var bytes = new byte[Frames * CubesGame.Cubes * CubesRecording.Numbers * sizeof(int)];
        for (int i = 0, at = 0; i < Frames * CubesGame.Cubes; i++)
        {
            int frame = i / CubesGame.Cubes, cube = i % CubesGame.Cubes;
            var moved = cube % MovingOneIn == 0 ? frame : 0;
            foreach (var number in (int[])[cube % 4, 255 + moved, 511 - moved, cube % 512, (cube * 30) - 16000 + (moved * 3), 16383 - cube - moved, 100 + moved, moved % 2])
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), number);
                at += sizeof(int);
            }
        }

        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
