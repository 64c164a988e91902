using System.Text.Json.Nodes;
using GameServer.Benchmarks.Cubes;
using GameServer.Benchmarks.Cubes.Peers;
using GameServer.Benchmarks.Processes;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>Plays a recording of cubes by the live composer, tracker and receiver; beside it, if asked, other techniques and other ages.</summary>
internal sealed class CubesScenario
{
    private readonly CubesOptions options;
    private readonly CubesRecording recording;
    private readonly EntityCodec modelled = new(new CubesGame().Schema, CubesOptions.TickRate, CubesModel.Load());
    private readonly EntityCodec builtIn = new(new CubesGame().Schema, CubesOptions.TickRate);

    private CubesScenario(CubesOptions options, CubesRecording recording) => (this.options, this.recording) = (options, recording);

    /// <summary>The report. Throws <see cref="ScenarioException"/> when the file is no recording.</summary>
    public static JsonObject Run(CubesOptions options)
    {
        try
        {
            return new CubesScenario(options, CubesRecording.Read(options.Data!)).Report();
        }
        catch (InvalidDataException exception)
        {
            throw new ScenarioException(exception.Message);
        }
    }

    private JsonObject Report()
    {
        var age = options.BaselineAges[0];
        if (recording.Ticks <= Math.Max(CubesPlayback.FramesSkipped, options.BaselineAges.Max()))
        {
            throw new ScenarioException($"{options.Data} has {recording.Ticks} frames; with a baseline so old none of them is measured.");
        }

        var figures = new CubesPlayback(recording, options.BuiltIn ? builtIn : modelled, age).Run();
        var entities = (double)figures.Frames * CubesGame.Cubes;
        var report = ScenarioReport.Of("cubes", Repository.CommitHere(), new JsonObject
        {
            ["data"] = Path.GetFileName(options.Data),
            ["baselineAge"] = age,
            ["model"] = options.BuiltIn ? "built-in" : "cubes",
            ["frames"] = figures.Frames,
            ["bytesPerFrame"] = Math.Round(figures.BytesPerFrame, 2),
            ["bytesPerFrameMax"] = figures.BytesMax,
            ["kbitPerSecond"] = Math.Round(figures.BytesPerFrame * CubesOptions.TickRate * 8 / 1000, 2),
            ["encodeNsPerEntity"] = Math.Round(figures.ComposeNs / entities, 2),
            ["decodeNsPerEntity"] = Math.Round(figures.ApplyNs / entities, 2),
            ["hashChecks"] = figures.HashChecks,
            ["desyncs"] = figures.Desyncs,
            ["verified"] = figures.Verified,
        });
        if (options.Compare)
        {
            report["peers"] = Peers(age);
        }

        if (options.BaselineAges.Length > 1)
        {
            AddAges(report);
        }

        return report;
    }

    private JsonArray Peers(int age)
    {
        var measure = new PeerMeasure(recording, age, options.PeerWarmUp);
        return [.. PeerMeasure.All(builtIn, modelled).Select(measure.Run).Select(static peer => new JsonObject
        {
            ["name"] = peer.Name,
            ["bytesPerFrame"] = Math.Round(peer.BytesPerFrame, 2),
            ["encodeNsPerEntity"] = Math.Round(peer.EncodeNsPerEntity, 2),
            ["decodeNsPerEntity"] = Math.Round(peer.DecodeNsPerEntity, 2),
            ["lossSafe"] = peer.IsLossSafe,
            ["verified"] = peer.IsVerified,
        })];
    }

    private void AddAges(JsonObject report)
    {
        var ages = options.BaselineAges.Order().Distinct().Select(At).ToArray();
        report["ages"] = new JsonArray([.. ages.Select(static at => new JsonObject
        {
            ["baselineAge"] = at.Age,
            ["bytesPerFrame"] = Math.Round(at.Modelled, 2),
            ["builtInBytesPerFrame"] = Math.Round(at.BuiltIn, 2),
            ["maskVarintBytesPerFrame"] = Math.Round(at.MaskVarint, 2),
            ["verified"] = at.IsVerified,
        })]);
        if (options.Plot is { } file)
        {
            File.WriteAllText(file, CubesPlot.Draw(ages));
        }
    }

    private BytesAtAge At(int age)
    {
        var withModel = new CubesPlayback(recording, modelled, age).Run();
        var without = new CubesPlayback(recording, builtIn, age).Run();
        var mask = new PeerMeasure(recording, age, TimeSpan.Zero).Run(new MaskVarintPeer(isReliable: false));
        return new BytesAtAge(age, withModel.BytesPerFrame, without.BytesPerFrame, mask.BytesPerFrame, withModel.Verified && without.Verified && mask.IsVerified);
    }
}
