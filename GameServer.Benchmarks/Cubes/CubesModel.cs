using GameServer.Protocol.Models;

namespace GameServer.Benchmarks.Cubes;

/// <summary>The model that ships with the benchmarks: trained by tools/Train on three recordings, none of which it is measured on.</summary>
internal static class CubesModel
{
    private const string Resource = "GameServer.Benchmarks.Cubes.cubes.model";

    public static CodecModel Load()
    {
        using var stream = typeof(CubesModel).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing from the build.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return CodecModel.Load(new CubesGame().Schema, bytes.ToArray());
    }
}
