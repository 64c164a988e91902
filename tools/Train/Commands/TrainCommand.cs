using System.CommandLine;
using GameServer.Tools.Train.Training;

namespace GameServer.Tools.Train.Commands;

/// <summary>Reads recordings, learns, writes the model file. Exit code 0, or 2 with one sentence.</summary>
internal sealed class TrainCommand(TextWriter output, TextWriter errors)
{
    private const int BadUsage = 2;

    private readonly Option<string> model = new("--out") { HelpName = "MODEL", Description = "the model file to write", Required = true };
    private readonly Option<string> game = new("--game") { HelpName = "NAME", DefaultValueFactory = static _ => TrainGame.Default, Description = $"What was recorded: {string.Join(", ", TrainGame.Names)}." };
    private readonly Option<int> up = new("--up") { HelpName = "AXIS", DefaultValueFactory = static _ => 2, Description = "which axis of a position is up: 0, 1 or 2" };
    private readonly Option<string> only = new("--only") { HelpName = "VARIANT", Description = "\"common\" learns the common baselines alone: quicker, to try things" };
    private readonly Argument<string[]> files = new("RECORDING") { Description = "recordings by tools/Bots --record, or of cubes; raw or .br", Arity = ArgumentArity.OneOrMore };

    public int Run(string[] arguments)
    {
        var root = new RootCommand("Learns a codec model from recordings.") { model, game, up, only, files };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            errors.WriteLine(parsed.Errors[0].Message);
            return BadUsage;
        }

        root.SetAction(Train);
        return parsed.Invoke();
    }

    private int Train(ParseResult parsed)
    {
        if (parsed.GetValue(up) is < 0 or > 2)
        {
            errors.WriteLine("--up must be 0, 1 or 2.");
            return BadUsage;
        }

        if (TrainGame.Find(parsed.GetValue(game)!) is not { } chosen)
        {
            errors.WriteLine($"--game is {string.Join(", ", TrainGame.Names)}, not \"{parsed.GetValue(game)}\".");
            return BadUsage;
        }

        try
        {
            var (recordings, tickRate) = chosen.ReadAll(parsed.GetValue(files)!);
            var bytes = new ModelTrainer(chosen.Schema, tickRate, output).Train(recordings, parsed.GetValue(up), parsed.GetValue(only));
            File.WriteAllBytes(parsed.GetValue(model)!, bytes);
            output.WriteLine($"{parsed.GetValue(model)}: {bytes.Length} bytes.");
            return 0;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            errors.WriteLine(problem.Message);
            return BadUsage;
        }
    }
}
