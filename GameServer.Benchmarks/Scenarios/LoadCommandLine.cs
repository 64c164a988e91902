using System.CommandLine;
using GameServer.Sockets;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The options of a scenario that loads a server, as System.CommandLine knows them. How many rooms and shards only some may say.</summary>
internal sealed class LoadCommandLine
{
    private readonly LoadOptions defaults;
    private readonly Option<int>? rooms;
    private readonly Option<int>? shards;
    private readonly Option<int>? count;
    private readonly Option<int> players;
    private readonly Option<int> tick;
    private readonly Option<int> snapshot;
    private readonly Option<double> seconds;
    private readonly Option<double> warmup;
    private readonly Option<string> profile;
    private readonly Option<string>? roomConfig;
    private readonly Option<int> bytesPerSecond;
    private readonly Option<double?> decodeShare = new("--decode-share") { HelpName = "0..1", Description = "Share of the bots that decodes, the rest only acknowledges; up to 500 bots 1, above 0.1 unless said otherwise." };
    private readonly Option<int> botThreads;
    private readonly Option<TransportPath> botTransport;
    private readonly Option<ulong> seed;
    private readonly Option<string?> serverDll = new("--server-dll") { HelpName = "FILE", Description = "A published GameServer.dll instead of one made from this tree." };
    private readonly Option<string?> botsDll = new("--bots-dll") { HelpName = "FILE", Description = "A published GameServer.Tools.Bots.dll instead of one made from this tree." };

    public LoadCommandLine(LoadOptions defaults, string description)
    {
        this.defaults = defaults;
        Command = new Command(defaults.Name, description);
        if (defaults.Rooms > 1)
        {
            rooms = Add("--rooms", "N", defaults.Rooms, "Rooms, dealt out to the shards in turn.");
            shards = Add("--shards", "N", defaults.Shards, "Threads of the server, each with a port and rooms of its own.");
        }

        if (defaults.IsYard)
        {
            count = Add("--count", "N", defaults.Count, "Bodies in the yard.");
        }

        players = Add(defaults.IsYard ? "--clients" : "--players", "N", defaults.Players, rooms is null ? "Players of the one room." : "Players of each room.");
        tick = Add("--tick", "HZ", defaults.Tick, "Ticks per second.");
        snapshot = Add(defaults.SnapshotOption, "HZ", defaults.Snapshot, "Snapshots per second and client; divides the tick rate.");
        seconds = Add("--seconds", "S", defaults.Seconds, "How long to measure.");
        warmup = Add("--warmup", "S", defaults.Warmup, "Seconds that are not measured, from when the last player was to come.");
        profile = Add("--profile", "NAME", defaults.Profile, "The network between bots and server: N0 to N13.");
        roomConfig = defaults.IsYard ? null : Add("--room-config", "TEXT", defaults.RoomConfig, "What the game is told.");
        bytesPerSecond = Add("--bytes-per-second", "N", defaults.BytesPerSecond, "Most snapshot bytes per second and client.");
        Command.Add(decodeShare);
        botThreads = Add("--bot-threads", "N", defaults.BotThreads, "Threads that run the bots.");
        botTransport = Add("--bot-transport", "auto|portable|batched", defaults.BotTransport, "How the bots' datagrams travel: many per system call over shared sockets, or a socket for each.");
        seed = Add("--seed", "N", defaults.Seed, "The same seed presses the same buttons.");
        Array.ForEach<Option>([serverDll, botsDll], Command.Add);
    }

    public Command Command { get; }

    public LoadOptions Read(ParseResult parsed) => defaults with
    {
        Rooms = rooms is null ? defaults.Rooms : parsed.GetValue(rooms),
        Shards = shards is null ? defaults.Shards : parsed.GetValue(shards),
        Players = parsed.GetValue(players),
        Tick = parsed.GetValue(tick),
        Snapshot = parsed.GetValue(snapshot),
        Seconds = parsed.GetValue(seconds),
        Warmup = parsed.GetValue(warmup),
        Profile = parsed.GetValue(profile)!,
        RoomConfig = roomConfig is null ? defaults.RoomConfig : parsed.GetValue(roomConfig)!,
        Count = count is null ? defaults.Count : parsed.GetValue(count),
        BytesPerSecond = parsed.GetValue(bytesPerSecond),
        DecodeShareWanted = parsed.GetValue(decodeShare),
        BotThreads = parsed.GetValue(botThreads),
        BotTransport = parsed.GetValue(botTransport),
        Seed = parsed.GetValue(seed),
        ServerDll = parsed.GetValue(serverDll),
        BotsDll = parsed.GetValue(botsDll),
    };

    private Option<T> Add<T>(string name, string value, T standard, string description)
    {
        var option = new Option<T>(name) { HelpName = value, DefaultValueFactory = _ => standard, Description = description };
        Command.Add(option);
        return option;
    }
}
