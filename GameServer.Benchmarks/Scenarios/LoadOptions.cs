using System.Globalization;
using GameServer.Client.Conditioning;
using GameServer.Games.Bodies;
using GameServer.Sockets;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>Rooms full of bots, all moving, in each of which everyone sees everyone. Checked by <see cref="Problem"/> before anything starts.</summary>
internal sealed record LoadOptions
{
    private const int RoomsMax = 1000;
    private const int ClientsMax = 10_000;
    private const int ShardsMax = 64;
    private const int AllDecodeMax = 500;
    private const double ShareOfMany = 0.1;

    /// <summary>What the scenario is called.</summary>
    public required string Name { get; init; }

    /// <summary>What is played.</summary>
    public string Game { get; init; } = BotGames.Default;

    public int Rooms { get; init; } = 1;

    /// <summary>Of each room.</summary>
    public int Players { get; init; } = 100;

    public int Shards { get; init; } = 1;

    public int Tick { get; init; } = 60;

    public int Snapshot { get; init; } = 60;

    public double Seconds { get; init; } = 12;

    /// <summary>Seconds that are not measured, from when the last player was to come.</summary>
    public double Warmup { get; init; } = 8;

    public string Profile { get; init; } = "N0";

    /// <summary>What the game is told; of the yard that is how many bodies lie in it, and how, by the seed.</summary>
    public string RoomConfig
    {
        get => IsYard ? string.Create(CultureInfo.InvariantCulture, $"count={Count} seed={Seed & int.MaxValue}") : field;
        init;
    } = "map=field";

    /// <summary>Bodies of the yard.</summary>
    public int Count { get; init; } = 250;

    public int BytesPerSecond { get; init; } = 131_072;

    /// <summary>Null for what suits the number of clients: <see cref="DecodeShare"/>.</summary>
    public double? DecodeShareWanted { get; init; }

    public int BotThreads { get; init; } = 1;

    /// <summary>How the bots' datagrams travel.</summary>
    public TransportPath BotTransport { get; init; }

    public ulong Seed { get; init; } = 1;

    public string? ServerDll { get; init; }

    public string? BotsDll { get; init; }

    /// <summary>One room of many.</summary>
    public static LoadOptions Crowd { get; } = new() { Name = "crowd" };

    /// <summary>
    /// Many rooms of a few, on every core. The bots ask for their seats at 200 per second, hence the longer warm-up, and run on eight
    /// threads: one that a shard takes the processor from holds up its own bots alone. In turn on two slow cores, 1.0 to 1.8 % of the frames began late with two threads and
    /// 0.1 to 0.8 % with eight.
    /// </summary>
    public static LoadOptions ManyRooms { get; } = new()
    {
        Name = "rooms",
        Rooms = 64,
        Players = 16,
        Shards = Math.Min(Environment.ProcessorCount, ShardsMax),
        Snapshot = 30,
        Warmup = 12,
        BotThreads = 8,
    };

    /// <summary>Rigid bodies, nearly all at rest but for what bots roll through.</summary>
    public static LoadOptions Yard { get; } = new() { Name = "bodies", Game = "bodies", Players = 1, Snapshot = 30 };

    /// <summary>What says how often snapshots are sent.</summary>
    public string SnapshotOption => IsYard ? "--hz" : "--snapshot";

    /// <summary>Whether it is about rigid bodies.</summary>
    public bool IsYard => Name == "bodies";

    /// <summary>Whether it is about many rooms, even if only one was asked for.</summary>
    public bool IsManyRooms => Name == ManyRooms.Name;

    public int Clients => Rooms * Players;

    /// <summary>Seconds that pass before the window: as long as it takes until all have come, and the warm-up after that.</summary>
    public double SecondsBefore => (Clients / BotFleetOptions.UsualConnectsPerSecond) + Warmup;

    /// <summary>
    /// Share of the bots that decodes; the rest only acknowledges, which the server cannot tell from decoding. Above 500 bots a
    /// tenth, unless said otherwise, or a small machine would measure its bots.
    /// </summary>
    public double DecodeShare => DecodeShareWanted ?? ShareOf(Clients);

    /// <summary>The share of so many bots that decodes unless said otherwise.</summary>
    public static double ShareOf(int clients) => clients > AllDecodeMax ? ShareOfMany : 1;

    /// <summary>One sentence, or nothing when all is well.</summary>
    public string Problem =>
        IsYard && Players is not (>= 1 and <= Bodies.PlayersMax) ? $"--clients is 1 to {Bodies.PlayersMax}, not {Players}."
        : IsYard && Count is not (>= 1 and <= Bodies.BodiesMax) ? $"--count is 1 to {Bodies.BodiesMax}, not {Count}."
        : Players is < 1 or > 1000 ? $"--players is 1 to 1000, not {Players}."
        : Rooms is < 1 or > RoomsMax ? $"--rooms is 1 to {RoomsMax}, not {Rooms}."
        : Clients > ClientsMax ? $"--rooms times --players is at most {ClientsMax}, not {Clients}."
        : Shards is < 1 or > ShardsMax ? $"--shards is 1 to {ShardsMax}, not {Shards}."
        : Tick is < 1 or > 240 ? $"--tick is 1 to 240, not {Tick}."
        : Snapshot < 1 || Tick % Snapshot != 0 ? $"{SnapshotOption} divides the tick rate, which {Snapshot} does not."
        : Seconds is not (>= 1 and <= 3600) ? $"--seconds is 1 to 3600, not {Seconds}."
        : Warmup is not (>= 0 and <= 600) ? $"--warmup is 0 to 600 seconds, not {Warmup}."
        : DecodeShare is not (>= 0 and <= 1) ? $"--decode-share is 0 to 1, not {DecodeShare}."
        : BotThreads is < 1 or > 64 ? $"--bot-threads is 1 to 64, not {BotThreads}."
        : !NetworkProfiles.TryGet(Profile, out _) ? $"There is no profile \"{Profile}\", only {string.Join(", ", NetworkProfiles.Names)}."
        : ServerDll is { } server && !File.Exists(server) ? $"There is no file {server}."
        : BotsDll is { } bots && !File.Exists(bots) ? $"There is no file {bots}."
        : "";
}
