using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario noisy</c> as a command.</summary>
internal sealed class NoisyCommand
{
    private static readonly NoisyOptions Defaults = new();

    private readonly Option<int> rooms = new("--rooms") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Rooms, Description = "Good rooms." };
    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Players of each of them." };
    private readonly Option<int> shards = new("--shards") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Shards, Description = "Threads of the server, each with a port and rooms of its own." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "How long to measure without, and then with bad rooms." };
    private readonly Option<int> pairs = new("--pairs") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Pairs, Description = "How often, in turn." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Warmup, Description = "Seconds that are not measured." };
    private readonly Option<string?> only = new("--only") { HelpName = "NOISE", Description = "Some kinds of bad rooms, separated by commas: throws, loops, allocates, flooded, deaf; or calm, for a good one more." };

    public NoisyCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("noisy", "Good rooms alone, and with rooms beside them that throw, loop, allocate, are flooded or have a client that never reads.")
        {
            rooms, players, shards, seconds, pairs, warmup, only,
        };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new NoisyOptions
            {
                Rooms = parsed.GetValue(rooms),
                Players = parsed.GetValue(players),
                Shards = parsed.GetValue(shards),
                Seconds = parsed.GetValue(seconds),
                Pairs = parsed.GetValue(pairs),
                Warmup = parsed.GetValue(warmup),
                Only = parsed.GetValue(only),
            };
            return verdict.On(parsed, options.Problem, () => new NoisyScenario(options).Run());
        });
    }

    public Command Command { get; }
}
