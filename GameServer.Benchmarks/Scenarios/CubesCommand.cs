using System.CommandLine;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Cubes;
using GameServer.Benchmarks.Processes;
using GameServer.Protocol.Snapshots;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario cubes</c>: the codec on a recording of 901 rigid cubes, by the live composer, tracker and receiver.</summary>
internal sealed class CubesCommand
{
    private const int TickRate = 60;

    private static readonly CubesOptions Defaults = new();

    private readonly Option<string?> data = new("--data") { HelpName = "FILE", Description = "A recording, raw or .br." };
    private readonly Option<int> baselineAge = new("--baseline-age") { HelpName = "N", DefaultValueFactory = static _ => Defaults.BaselineAge, Description = "Ticks from the newest acknowledged state to the one told of." };
    private readonly Option<bool> builtIn = new("--built-in") { Description = "The built-in codes instead of the trained model." };

    public CubesCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("cubes", "The codec on a recording of rigid cubes: bytes per frame and time per entity, every frame decoded and compared.") { data, baselineAge, builtIn };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new CubesOptions { Data = parsed.GetValue(data), BaselineAge = parsed.GetValue(baselineAge), BuiltIn = parsed.GetValue(builtIn) };
            return verdict.On(parsed, options.Problem, () => Run(options));
        });
    }

    public Command Command { get; }

    internal static JsonObject Run(CubesOptions options)
    {
        CubesRecording recording;
        try
        {
            recording = CubesRecording.Read(options.Data!);
        }
        catch (InvalidDataException exception)
        {
            throw new ScenarioException(exception.Message);
        }

        var codec = new EntityCodec(new CubesGame().Schema, TickRate, options.BuiltIn ? null : CubesModel.Load());
        var figures = new CubesPlayback(recording, codec, options.BaselineAge).Run();
        var bytesPerFrame = (double)figures.Bytes / figures.Frames;
        var entities = (double)figures.Frames * CubesGame.Cubes;
        return new JsonObject
        {
            ["scenario"] = "cubes",
            ["machine"] = Machine.Describe(),
            ["cores"] = Environment.ProcessorCount,
            ["commit"] = Repository.Find()?.Commit() ?? "unknown",
            ["sealed"] = false,
            ["data"] = Path.GetFileName(options.Data),
            ["baselineAge"] = options.BaselineAge,
            ["model"] = options.BuiltIn ? "built-in" : "cubes",
            ["frames"] = figures.Frames,
            ["bytesPerFrame"] = Math.Round(bytesPerFrame, 2),
            ["bytesPerFrameMax"] = figures.BytesMax,
            ["kbitPerSecond"] = Math.Round(bytesPerFrame * TickRate * 8 / 1000, 2),
            ["encodeNsPerEntity"] = Math.Round(figures.ComposeNs / entities, 2),
            ["decodeNsPerEntity"] = Math.Round(figures.ApplyNs / entities, 2),
            ["hashChecks"] = figures.HashChecks,
            ["desyncs"] = figures.Desyncs,
            ["verified"] = figures.Verified,
        };
    }
}
