using System.CommandLine;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tools.Bots.Commands;

/// <summary>The options as System.CommandLine knows them.</summary>
internal sealed class BotsCommandLine
{
    private readonly Option<string?> server = new("--server") { HelpName = "HOST:PORT", Description = "The server's UDP address. It must have been started with --open." };
    private readonly Option<string> game = new("--game") { HelpName = "NAME", DefaultValueFactory = static _ => BotGames.Default, Description = $"What the server plays: {string.Join(" or ", BotGames.Names)}." };
    private readonly Option<string?> api = new("--api") { HelpName = "URL", Description = "Instead of --server: the server's HTTP side, which is asked for rooms and seats as a matchmaker asks." };
    private readonly Option<string?> key = new("--key") { HelpName = "KEY", Description = "With --api: an API key with the scope allocate, where the server has keys." };
    private readonly Option<string?> roomConfig = new("--room-config") { HelpName = "TEXT", Description = "With --api: what the game of each room is told." };
    private readonly Option<bool> keepRooms = new("--keep-rooms") { Description = "With --api: leave the rooms to the server at the end instead of ending them." };
    private readonly Option<double> chatEvery = new("--chat-every") { HelpName = "S", DefaultValueFactory = static _ => 0, Description = "Seconds between two chat lines of a bot, on average; 0 for silence. Servers pass on 2 a second." };
    private readonly Option<int> clients = new("--clients") { HelpName = "N", DefaultValueFactory = static _ => 8, Description = "How many bots." };
    private readonly Option<int> rooms = new("--rooms") { HelpName = "R", DefaultValueFactory = static _ => 1, Description = "Rooms that they are dealt out to." };
    private readonly Option<int> shards = new("--shards") { HelpName = "N", DefaultValueFactory = static _ => 1, Description = "Shards of the server, on ports that follow each other; room r is on shard (r - 1) modulo N." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => 10, Description = "How long to measure, after the warm-up." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => 2, Description = "Seconds that are not measured." };
    private readonly Option<double> cooldown = new("--cooldown") { HelpName = "S", DefaultValueFactory = static _ => 0, Description = "Seconds of playing on after the measurement, for a program that measures along." };
    private readonly Option<string?> profile = new("--profile") { HelpName = "NAME", Description = "The network between bots and server, both directions, in this process: N0 to N13." };
    private readonly Option<double> inputsHz = new("--inputs-hz") { HelpName = "HZ", DefaultValueFactory = static _ => 60, Description = "Frames per second of each bot." };
    private readonly Option<double> clockPpm = new("--clock-ppm") { HelpName = "PPM", DefaultValueFactory = static _ => 0, Description = "How much faster than the machine's the clock of every other bot runs, and how much slower those of the rest." };
    private readonly Option<double> decodeShare = new("--decode-share") { HelpName = "0..1", DefaultValueFactory = static _ => 1, Description = "Share of the bots that decodes snapshots; the rest only acknowledges." };
    private readonly Option<string[]> expect = new("--expect") { HelpName = "EXPRESSION", Description = "For example \"snapshotAgeMs.p99<100\"; exit code 1 if it does not hold. Repeatable." };
    private readonly Option<string?> json = new("--json") { HelpName = "FILE", Description = "Where to write the figures." };
    private readonly Option<ulong> seed = new("--seed") { HelpName = "N", DefaultValueFactory = static _ => 1, Description = "The same seed presses the same buttons." };
    private readonly Option<string?> tickTrace = new("--tick-trace") { HelpName = "FILE", Description = "The file that a server on this machine writes with its --tick-trace; needed for snapshotAgeMs." };
    private readonly Option<string> roomPrefix = new("--room-prefix") { HelpName = "TEXT", DefaultValueFactory = static _ => "room", Description = "What rooms are called, before their number." };
    private readonly Option<int> threads = new("--threads") { HelpName = "N", DefaultValueFactory = static _ => 1, Description = "Threads that run the bots." };
    private readonly Option<string> transport = new("--transport") { HelpName = "auto|portable|batched", DefaultValueFactory = static _ => "auto", Description = "How datagrams travel. batched: many per system call, over one socket for every few bots, each with an address of its own in 127.0.0.0/8; takes Linux and a server at 127.0.0.1. portable: a socket per bot, as players have. auto: batched where it can be." };
    private readonly Option<string?> record = new("--record") { HelpName = "FILE", Description = "Where the first bot that decodes writes down the match that it sees, for tools/Train; behind Brotli if it ends in .br." };
    private readonly Option<bool> marks = new("--marks") { Description = "Print \"window begins\" and \"window ends\" at those moments, for a program that measures along." };

    public BotsCommandLine() => Root = new RootCommand("Headless load test with the real client code: bots that join, move, fire and measure how they fare.")
    {
        server, game, api, key, roomConfig, keepRooms, clients, rooms, shards, seconds, warmup, cooldown, profile, inputsHz, clockPpm, decodeShare, expect, json, seed, tickTrace, roomPrefix, threads, transport, chatEvery, record, marks,
    };

    public RootCommand Root { get; }

    public RawOptions Read(ParseResult parsed) => new()
    {
        Game = parsed.GetValue(game)!,
        Server = parsed.GetValue(server),
        Api = parsed.GetValue(api),
        Key = parsed.GetValue(key),
        RoomConfig = parsed.GetValue(roomConfig),
        KeepRooms = parsed.GetValue(keepRooms),
        ChatEvery = parsed.GetValue(chatEvery),
        Clients = parsed.GetValue(clients),
        Rooms = parsed.GetValue(rooms),
        Shards = parsed.GetValue(shards),
        Seconds = parsed.GetValue(seconds),
        Warmup = parsed.GetValue(warmup),
        Cooldown = parsed.GetValue(cooldown),
        Profile = parsed.GetValue(profile),
        InputsHz = parsed.GetValue(inputsHz),
        ClockPpm = parsed.GetValue(clockPpm),
        DecodeShare = parsed.GetValue(decodeShare),
        Expect = parsed.GetValue(expect) ?? [],
        Json = parsed.GetValue(json),
        Seed = parsed.GetValue(seed),
        TickTrace = parsed.GetValue(tickTrace),
        RoomPrefix = parsed.GetValue(roomPrefix)!,
        Threads = parsed.GetValue(threads),
        Transport = parsed.GetValue(transport)!,
        Record = parsed.GetValue(record),
        Marks = parsed.GetValue(marks),
    };
}
