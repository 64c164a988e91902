using System.CommandLine;
using GameServer.Benchmarks.Peers;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario peer colyseus</c> as a command.</summary>
internal sealed class PeerCommand
{
    private static readonly ColyseusOptions Defaults = new();

    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Players of each room." };
    private readonly Option<int> rooms = new("--rooms") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Rooms, Description = "Rooms, on one shard." };
    private readonly Option<int> patchHz = new("--patch-hz") { HelpName = "HZ", DefaultValueFactory = static _ => Defaults.PatchHz, Description = "Patches, and our snapshots, per second and client; divides the 60 ticks per second." };
    private readonly Option<bool> patchAfterTick = new("--patch-after-tick") { Description = "Colyseus patches right after a tick, as ours does, instead of by its own timer." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "How long to measure each side." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Warmup, Description = "Seconds of playing before that." };
    private readonly Option<int> clientProcesses = new("--client-processes") { HelpName = "N", DefaultValueFactory = static _ => Defaults.ClientProcesses, Description = "Processes that Colyseus's clients are dealt out to." };
    private readonly Option<ulong> seed = new("--seed") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Seed, Description = "The same seed presses the same buttons." };
    private readonly Option<string?> serverDll = new("--server-dll") { HelpName = "FILE", Description = "A published GameServer.dll instead of one made from this tree." };
    private readonly Option<string?> botsDll = new("--bots-dll") { HelpName = "FILE", Description = "A published GameServer.Tools.Bots.dll instead of one made from this tree." };

    public PeerCommand(TextWriter output, TextWriter errors)
    {
        var colyseus = new Command("colyseus", "On Colyseus, which npm installs into the temporary folder, with its own clients.")
        {
            players, rooms, patchHz, patchAfterTick, seconds, warmup, clientProcesses, seed, serverDll, botsDll,
        };
        Command = new Command("peer", "The same crowd on another server and on us, in turn.") { colyseus };
        var verdict = new Verdict(colyseus, output, errors);
        colyseus.SetAction(parsed =>
        {
            var options = Read(parsed);
            return verdict.On(parsed, options.Problem, () => new PeerScenario(options).Run());
        });
    }

    public Command Command { get; }

    private ColyseusOptions Read(ParseResult parsed) => new()
    {
        Players = parsed.GetValue(players),
        Rooms = parsed.GetValue(rooms),
        PatchHz = parsed.GetValue(patchHz),
        PatchesAfterTick = parsed.GetValue(patchAfterTick),
        Seconds = parsed.GetValue(seconds),
        Warmup = parsed.GetValue(warmup),
        ClientProcesses = parsed.GetValue(clientProcesses),
        Seed = parsed.GetValue(seed),
        ServerDll = parsed.GetValue(serverDll),
        BotsDll = parsed.GetValue(botsDll),
    };
}
