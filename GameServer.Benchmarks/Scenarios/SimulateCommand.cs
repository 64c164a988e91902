using System.CommandLine;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario simulate</c> as a command.</summary>
internal sealed class SimulateCommand
{
    private static readonly SimulateOptions Defaults = new();

    private readonly Option<string> seeds = new("--seeds") { HelpName = "FIRST..LAST", DefaultValueFactory = static _ => Defaults.Seeds, Description = "Each seed is a match of its own; the same seed gives the same match." };
    private readonly Option<double> minutes = new("--minutes") { DefaultValueFactory = static _ => Defaults.Run.Minutes, Description = "Simulated minutes of each." };
    private readonly Option<int> players = new("--players") { DefaultValueFactory = static _ => Defaults.Run.Players, Description = "Players of each." };
    private readonly Option<string> profile = new("--profile") { HelpName = "NAME", DefaultValueFactory = static _ => Defaults.Run.Profile, Description = "swarm draws each seed's faults anew; N0 to N13 are networks, the same for everybody." };
    private readonly Option<int> threads = new("--threads") { DefaultValueFactory = static _ => Defaults.Threads, Description = "Seeds played at once." };

    public SimulateCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("simulate", "Server, clients and network in one thread under simulated time, with every checker at work.") { seeds, minutes, players, profile, threads };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new SimulateOptions
            {
                Seeds = parsed.GetValue(seeds) ?? "",
                Run = new RunOptions { Minutes = parsed.GetValue(minutes), Players = parsed.GetValue(players), Profile = parsed.GetValue(profile) ?? "" },
                Threads = parsed.GetValue(threads),
            };
            var scenario = new SimulateScenario(options, errors);
            var exitCode = verdict.On(parsed, options.Problem, scenario.Run);
            return exitCode == 0 && scenario.HasFailed ? 1 : exitCode;
        });
    }

    public Command Command { get; }
}
