using System.CommandLine;
using GameServer.Benchmarks.Datagrams;
using GameServer.Sockets;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario transport</c> as a command.</summary>
internal sealed class TransportCommand
{
    private static readonly TransportOptions Defaults = new();

    private readonly Option<int> clients = new("--clients") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Clients, Description = "Plain LiteNetLib clients." };
    private readonly Option<int> down = new("--down") { HelpName = "BYTES", DefaultValueFactory = static _ => Defaults.Down, Description = "Of each datagram to a client." };
    private readonly Option<int> up = new("--up") { HelpName = "BYTES", DefaultValueFactory = static _ => Defaults.Up, Description = "Of each datagram of a client's." };
    private readonly Option<int> hz = new("--hz") { HelpName = "HZ", DefaultValueFactory = static _ => Defaults.Hz, Description = "Datagrams per second and client, in both directions." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "Of each window that is measured." };
    private readonly Option<string> path = new("--path") { HelpName = "PATH", DefaultValueFactory = static _ => "auto", Description = "portable or batched; auto measures both." };

    public TransportCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("transport", "No game: one datagram to each client per tick and one back, beside what the machine takes without a protocol.") { clients, down, up, hz, seconds, path };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var isPath = Enum.GetNames<TransportPath>().Contains(parsed.GetValue(path), StringComparer.OrdinalIgnoreCase);
            var options = new TransportOptions
            {
                Clients = parsed.GetValue(clients),
                Down = parsed.GetValue(down),
                Up = parsed.GetValue(up),
                Hz = parsed.GetValue(hz),
                Seconds = parsed.GetValue(seconds),
                Path = isPath ? Enum.Parse<TransportPath>(parsed.GetValue(path)!, ignoreCase: true) : default,
            };
            return verdict.On(parsed, isPath ? options.Problem : "--path is auto, portable or batched.", () => new TransportScenario(options).Run());
        });
    }

    public Command Command { get; }
}
