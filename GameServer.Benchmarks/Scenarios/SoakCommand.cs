using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario soak</c> as a command.</summary>
internal sealed class SoakCommand
{
    private static readonly SoakOptions Defaults = new();

    private readonly Option<int> clients = new("--clients") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Clients, Description = "Bots; above 500 a tenth of them decodes, the rest only acknowledges." };
    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Players of each room." };
    private readonly Option<double> minutes = new("--minutes") { HelpName = "M", DefaultValueFactory = static _ => Defaults.Minutes, Description = "How long to measure." };
    private readonly Option<double> every = new("--every") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Every, Description = "Seconds between two samples." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Warmup, Description = "Seconds that are not measured, once every bot has its seat." };
    private readonly Option<int> shards = new("--shards") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Shards, Description = "Threads of the server, each with a port and rooms of its own." };
    private readonly Option<string?> serverDll = new("--server-dll") { HelpName = "FILE", Description = "A published GameServer.dll instead of one made from this tree." };

    public SoakCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("soak", "Rooms full of bots for a long time: collections, memory, threads and late ticks, a sample every few seconds.") { clients, players, minutes, every, warmup, shards, serverDll };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new SoakOptions
            {
                Clients = parsed.GetValue(clients),
                Players = parsed.GetValue(players),
                Minutes = parsed.GetValue(minutes),
                Every = parsed.GetValue(every),
                Warmup = parsed.GetValue(warmup),
                Shards = parsed.GetValue(shards),
                ServerDll = parsed.GetValue(serverDll),
            };
            return verdict.On(parsed, options.Problem, () => new SoakScenario(options).Run());
        });
    }

    public Command Command { get; }
}
