using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario allocate</c> as a command.</summary>
internal sealed class AllocateCommand
{
    private static readonly AllocateOptions Defaults = new();

    private readonly Option<double> perSecond = new("--per-second") { HelpName = "N", DefaultValueFactory = static _ => Defaults.PerSecond, Description = "Allocations per second." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "How long to measure without, and then with allocations." };
    private readonly Option<int> rooms = new("--rooms") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Rooms, Description = "Rooms that are played in all the while." };
    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Players of each of them." };
    private readonly Option<string?> serverDll = new("--server-dll") { HelpName = "FILE", Description = "A published GameServer.dll instead of one made from this tree." };
    private readonly Option<string?> botsDll = new("--bots-dll") { HelpName = "FILE", Description = "A published GameServer.Tools.Bots.dll instead of one made from this tree." };

    public AllocateCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("allocate", "Rooms made through the API at a fixed rate, while others are played in.") { perSecond, seconds, rooms, players, serverDll, botsDll };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new AllocateOptions
            {
                PerSecond = parsed.GetValue(perSecond),
                Seconds = parsed.GetValue(seconds),
                Rooms = parsed.GetValue(rooms),
                Players = parsed.GetValue(players),
                ServerDll = parsed.GetValue(serverDll),
                BotsDll = parsed.GetValue(botsDll),
            };
            return verdict.On(parsed, options.Problem, () => new AllocateScenario(options).Run());
        });
    }

    public Command Command { get; }
}
