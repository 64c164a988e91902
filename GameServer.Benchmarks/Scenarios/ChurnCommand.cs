using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario churn</c> as a command.</summary>
internal sealed class ChurnCommand
{
    private static readonly ChurnOptions Defaults = new();

    private readonly Option<double> rate = new("--rate") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Rate, Description = "Rooms to make and to end per second." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "How long to measure without, and then with them." };
    private readonly Option<int> pairs = new("--pairs") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Pairs, Description = "How often, in turn." };
    private readonly Option<double> life = new("--life") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Life, Description = "Seconds from a room's start to its end." };
    private readonly Option<int> seats = new("--seats") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Seats, Description = "Seats of each of them." };
    private readonly Option<int> reserved = new("--reserved") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Reserved, Description = "Seats of each that are reserved with the room, each with a token." };
    private readonly Option<string> roomConfig = new("--room-config") { HelpName = "TEXT", DefaultValueFactory = static _ => Defaults.RoomConfig, Description = "What the game of every room is told." };
    private readonly Option<int> rooms = new("--rooms") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Rooms, Description = "Rooms that are played in all the while." };
    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Players of each of those." };
    private readonly Option<int> shards = new("--shards") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Shards, Description = "Threads of the server, each with a port and rooms of its own." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Warmup, Description = "Seconds that are not measured, half of them with rooms made." };
    private readonly Option<string?> serverDll = new("--server-dll") { HelpName = "FILE", Description = "A published GameServer.dll instead of one made from this tree, for the times of its start." };

    public ChurnCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("churn", "Rooms made and ended at a fixed rate beside others that are played in; what a room costs; how long a start takes.")
        {
            rate, seconds, pairs, life, seats, reserved, roomConfig, rooms, players, shards, warmup, serverDll,
        };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new ChurnOptions
            {
                Rate = parsed.GetValue(rate),
                Seconds = parsed.GetValue(seconds),
                Pairs = parsed.GetValue(pairs),
                Life = parsed.GetValue(life),
                Seats = parsed.GetValue(seats),
                Reserved = parsed.GetValue(reserved),
                RoomConfig = parsed.GetValue(roomConfig)!,
                Rooms = parsed.GetValue(rooms),
                Players = parsed.GetValue(players),
                Shards = parsed.GetValue(shards),
                Warmup = parsed.GetValue(warmup),
                ServerDll = parsed.GetValue(serverDll),
            };
            return verdict.On(parsed, options.Problem, () => new ChurnScenario(options).Run());
        });
    }

    public Command Command { get; }
}
