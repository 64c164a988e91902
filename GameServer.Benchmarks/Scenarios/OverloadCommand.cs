using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The scenario as a command.</summary>
internal sealed class OverloadCommand
{
    public OverloadCommand(TextWriter output, TextWriter errors)
    {
        var standard = new OverloadOptions();
        var players = new Option<int>("--players") { HelpName = "N", DefaultValueFactory = _ => standard.Players, Description = "Of the largest crowd that is held." };
        var factors = new Option<double[]>("--factors") { HelpName = "F", DefaultValueFactory = _ => [.. standard.Factors], AllowMultipleArgumentsPerToken = true, Description = "How many times as many there are in each run." };
        var seconds = new Option<double>("--seconds") { HelpName = "S", DefaultValueFactory = _ => standard.Load.Seconds, Description = "How long to measure each." };
        var share = new Option<double>("--decode-share") { HelpName = "0..1", DefaultValueFactory = _ => 0.1, Description = "Share of the bots that decodes, the rest only acknowledges." };
        Command = new Command("overload", "A crowd of as many as are held, and of more: what goes, in which order, and what it does to players.") { players, factors, seconds, share };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new OverloadOptions
            {
                Players = parsed.GetValue(players),
                Factors = parsed.GetValue(factors)!,
                Load = standard.Load with { Seconds = parsed.GetValue(seconds), DecodeShareWanted = parsed.GetValue(share) },
            };
            return verdict.On(parsed, options.Problem, () => new OverloadScenario(options).Run());
        });
    }

    public Command Command { get; }
}
