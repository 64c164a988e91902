using GameServer.Client.Conditioning;
using GameServer.Protocol.Tokens;
using GameServer.Sockets;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>Which bots play where.</summary>
public sealed record BotFleetOptions
{
    /// <summary>What the server plays: one of <see cref="BotGames.Names"/>.</summary>
    public string Game { get; init; } = BotGames.Default;

    /// <summary>Name or address of the server; of no use with <see cref="Tokens"/>, as are port and shards.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its UDP port, or its first shard's.</summary>
    public int Port { get; init; }

    /// <summary>What each bot connects with, which also says where; null for a server that is open.</summary>
    public IReadOnlyList<ConnectToken>? Tokens { get; init; }

    /// <summary>Shards of the server, on ports that follow each other; rooms are dealt out to them in turn.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Names of the rooms; bots are dealt out to them in turn.</summary>
    public required IReadOnlyList<string> Rooms { get; init; }

    /// <summary>How many bots, at least 1.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>The same seed presses the same buttons and loses the same datagrams.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The network between each bot and the server, both directions; null for the real one alone.</summary>
    public LinkProfile? Profile { get; init; }

    /// <summary>Frames per second of each bot.</summary>
    public double FramesPerSecond { get; init; } = 60;

    /// <summary>Parts per million by which the clocks of bots with an even number run fast, and the others' slow.</summary>
    public double ClockPpm { get; init; }

    /// <summary>Share of the bots that decode what they get, 0 to 1; the rest only acknowledges.</summary>
    public double DecodeShare { get; init; } = 1;

    /// <summary>Whether bots of Arena go for whom they see, so that a match has a leader; else they walk and fire blindly, as load.</summary>
    public bool Hunts { get; init; }

    /// <summary>
    /// How datagrams travel: batched is for servers on this machine under an IPv4 address, and auto where it can be. The server sees an address and port per bot either way.
    /// </summary>
    public TransportPath Transport { get; init; }

    /// <summary>Threads that the bots are dealt out to.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Seconds between two chat lines of one bot, on average; 0 for silence.</summary>
    public double ChatEverySeconds { get; init; }

    /// <summary>How many bots come in a second unless it is said.</summary>
    public const double UsualConnectsPerSecond = 200;

    /// <summary>How many bots ask for a seat per second.</summary>
    public double ConnectsPerSecond { get; init; } = UsualConnectsPerSecond;

    /// <summary>Where the server writes when it sealed each tick, or null.</summary>
    public string? TickTraceFile { get; init; }

    /// <summary>Where the first bot that decodes writes down the match that it sees, or null.</summary>
    public string? RecordingFile { get; init; }

    /// <summary>What players are called, before their number.</summary>
    public string NamePrefix { get; init; } = "bot";

    /// <summary>Every host that a bot is sent to.</summary>
    internal IEnumerable<string> Hosts => Tokens is null ? [Host] : Tokens.Select(static token => token.Endpoints[0].Host).Distinct();

    internal string NameOf(int bot) => $"{NamePrefix}{bot + 1}";

    internal string RoomOf(int bot) => Rooms[bot % Rooms.Count];

    internal int PortOf(int bot) => Port + (bot % Rooms.Count % Shards);

    /// <summary>Decoders are spread evenly over the bots room by room, so that every room has its share of them.</summary>
    internal bool Decodes(int bot)
    {
        var (round, room) = Math.DivRem(bot, Rooms.Count);
        var (bots, larger) = Math.DivRem(Clients, Rooms.Count);
        var place = (room * bots) + Math.Min(room, larger) + round; // Among all bots in the order of rooms.
        return Math.Floor((place + 1) * DecodeShare) > Math.Floor(place * DecodeShare);
    }
}
