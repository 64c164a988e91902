using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario profiles</c> as a command; a broken promise is exit code 1 without being asked.</summary>
internal sealed class ProfilesCommand
{
    private static readonly ProfilesOptions Defaults = new();

    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Bots of the one room." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "How long to measure each profile; N11 and N12 take 30 at least." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Warmup, Description = "Seconds that are not measured." };
    private readonly Option<string?> roomConfig = new("--room-config") { HelpName = "TEXT", Description = "What the game is told; with map=field everyone sees everyone." };
    private readonly Option<ulong> seed = new("--seed") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Seed, Description = "Of the networks and of the bots." };
    private readonly Option<string[]> only = new("--only") { HelpName = "NAME", AllowMultipleArgumentsPerToken = true, Description = $"Some of {string.Join(", ", ProfileRow.All.Select(static row => row.Name))}; all unless said." };
    private readonly Option<string?> table = new("--table") { HelpName = "FILE", Description = "Where to write the table in Markdown." };

    public ProfilesCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("profiles", "Arena through a relay that behaves like each bad network in turn.") { players, seconds, warmup, roomConfig, seed, only, table };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new ProfilesOptions
            {
                Players = parsed.GetValue(players),
                Seconds = parsed.GetValue(seconds),
                Warmup = parsed.GetValue(warmup),
                RoomConfig = parsed.GetValue(roomConfig),
                Seed = parsed.GetValue(seed),
                Only = parsed.GetValue(only) ?? [],
                Table = parsed.GetValue(table),
            };
            var violations = 0;
            var result = verdict.On(parsed, options.Problem, () =>
            {
                var report = new ProfilesScenario(options, errors).Run();
                violations = report["violations"]!.GetValue<int>();
                return report;
            });
            if (violations > 0 && result == 0)
            {
                errors.WriteLine($"{violations} promises were broken.");
                result = 1;
            }

            return result;
        });
    }

    public Command Command { get; }
}
