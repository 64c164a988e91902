using System.IO.Compression;

namespace GameServer.Protocol.Recordings;

/// <summary>Files of recordings: behind Brotli where the name ends in ".br".</summary>
public static class RecordingFile
{
    /// <summary>Makes the file anew, to be given to a <see cref="RecordingWriter"/>. Throws what opening a file throws.</summary>
    public static Stream Create(string path) =>
        IsCompressed(path) ? new BrotliStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path);

    /// <summary>Opens a file to be read. Throws what opening a file throws.</summary>
    public static Stream Open(string path) =>
        IsCompressed(path) ? new BrotliStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);

    private static bool IsCompressed(string path) => path.EndsWith(".br", StringComparison.Ordinal);
}
