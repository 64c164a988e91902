using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario repair</c> as a command.</summary>
internal sealed class RepairCommand
{
    private static readonly RepairOptions Defaults = new();

    private readonly Option<int> flips = new("--flips") { DefaultValueFactory = static _ => Defaults.Flips, Description = "Bits that flip in what clients hold, one after the other at each of them." };
    private readonly Option<int> players = new("--players") { DefaultValueFactory = static _ => Defaults.Match.Players, Description = "Players of each match." };
    private readonly Option<int> snapshot = new("--snapshot") { DefaultValueFactory = static _ => Defaults.Match.SnapshotRate, Description = "Snapshots per second." };
    private readonly Option<string> profile = new("--profile") { HelpName = "NAME", DefaultValueFactory = static _ => Defaults.Match.Profile, Description = "The network, N0 to N12, the same for everybody." };
    private readonly Option<ulong> seed = new("--seed") { DefaultValueFactory = static _ => Defaults.Seed, Description = "Of the first match; the others count on from it." };

    public RepairCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("repair", "Bits flip in what clients hold, under simulated time: how soon that is found, told and repaired.") { flips, players, snapshot, profile, seed };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new RepairOptions
            {
                Flips = parsed.GetValue(flips),
                Seed = parsed.GetValue(seed),
                Match = Defaults.Match with { Players = parsed.GetValue(players), SnapshotRate = parsed.GetValue(snapshot), Profile = parsed.GetValue(profile) ?? "" },
            };
            var scenario = new RepairScenario(options, errors);
            var exitCode = verdict.On(parsed, options.Problem, scenario.Run);
            return exitCode == 0 && scenario.HasFailed ? 1 : exitCode;
        });
    }

    public Command Command { get; }
}
