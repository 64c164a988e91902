using GameServer.Benchmarks.Cubes;
using GameServer.Games.Arena;
using GameServer.Games.Bodies;
using GameServer.Protocol.Recordings;
using GameServer.Simulation.Schemas;

namespace GameServer.Tools.Train.Commands;

/// <summary>What can be trained for: a schema, and how its recordings are read. A new game is a line here.</summary>
internal sealed record TrainGame(Schema Schema, Func<string, (IRecording Recording, int TickRate)> Read)
{
    public const string Default = "cubes";

    private const int CubesTickRate = 60;

    private static readonly Dictionary<string, Func<TrainGame>> Makers = new(StringComparer.Ordinal)
    {
        [Default] = static () => new TrainGame(new CubesGame().Schema, static file => (CubesRecording.Read(file), CubesTickRate)),
        ["arena"] = static () => OfMatches(new Arena().Schema),
        ["bodies"] = static () => OfMatches(new Bodies().Schema),
    };

    public static IEnumerable<string> Names => Makers.Keys;

    public static TrainGame? Find(string name) => Makers.TryGetValue(name, out var make) ? make() : null;

    /// <summary>Reads all of them. Throws <see cref="InvalidDataException"/> where they are of no use together.</summary>
    public (IRecording[] Recordings, int TickRate) ReadAll(string[] files)
    {
        var read = Array.ConvertAll(files, file => Read(file));
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i].Recording.Ticks == 0)
            {
                throw new InvalidDataException($"{files[i]} has no ticks.");
            }

            if (read[i].TickRate != read[0].TickRate)
            {
                throw new InvalidDataException($"{files[i]} has {read[i].TickRate} ticks per second, {files[0]} has {read[0].TickRate}; a model is for one rate.");
            }
        }

        return (Array.ConvertAll(read, static r => r.Recording), read[0].TickRate);
    }

    private static TrainGame OfMatches(Schema schema) => new(schema, file =>
    {
        var recording = MatchRecording.Read(file, schema);
        return (recording, recording.TickRate);
    });
}
