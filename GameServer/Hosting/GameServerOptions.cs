namespace GameServer.Hosting;

/// <summary>
/// What an operator decides: bound from the section GameServer of appsettings.json, a file, the environment (GAMESERVER__PORT) or
/// the command line, the later winning. Validated before anything starts, not changed after. Names and words: <see cref="Setting"/>.
/// </summary>
public sealed class GameServerOptions
{
    public const string Section = "GameServer";

    /// <summary>Which of the games that were added the rooms play, by the name of its class in lower case; null for the first.</summary>
    public string? Game { get; set; }

    /// <summary>UDP port of the first shard; the others follow. 0 takes any free ones.</summary>
    public int Port { get; set; } = 9050;

    /// <summary>TCP port of the HTTP side; 0 takes any free one, -1 leaves it out.</summary>
    public int Http { get; set; } = 8080;

    /// <summary>Name or address that players are told to connect to; null for the address that the server listens to.</summary>
    public string? Advertise { get; set; }

    /// <summary>Who may use the HTTP side: entries <c>SHA-256:scopes</c>, separated by spaces. Without any it is on loopback.</summary>
    public string Keys { get; set; } = "";

    /// <summary>What connect tokens are sealed with: entries <c>id:secret</c>, separated by spaces, the first for making them. Without any a key is made up at each start.</summary>
    public string TokenKeys { get; set; } = "";

    /// <summary>Seconds that matches have to end when the server is told to stop; null for 20, or for none when open.</summary>
    public double? Drain { get; set; }

    public int Shards { get; set; } = 1;

    /// <summary>Each shard on a processor of its own, where the system allows it.</summary>
    public bool Pin { get; set; }

    public bool Open { get; set; }

    /// <summary>ANY, LOOPBACK or an address; null for loopback when open, else any.</summary>
    public string? Address { get; set; }

    public int Tick { get; set; } = 60;

    public int Snapshot { get; set; } = 30;

    public int Seats { get; set; } = 16;

    /// <summary>Per shard.</summary>
    public int RoomsMax { get; set; } = 64;

    public string RoomConfig { get; set; } = "";

    /// <summary>Snapshots to one client, UDP payload.</summary>
    public int BytesPerSecond { get; set; } = 131_072;

    /// <summary>Megabytes that the ticks of one room may allocate in a second; beyond, the room is closed.</summary>
    public int GarbageMax { get; set; } = 256;

    /// <summary>Seconds that a dropped player's seat is kept.</summary>
    public double Linger { get; set; } = 30;

    /// <summary>Per shard.</summary>
    public int ConnectionsMax { get; set; } = 1024;

    /// <summary>Per shard, of an open server; loopback is exempt.</summary>
    public int SessionsPerAddress { get; set; } = 64;

    /// <summary>Per shard, of an open server, made by name; loopback is exempt.</summary>
    public int RoomsPerAddress { get; set; } = 8;

    /// <summary>AUTO, BATCHED or PORTABLE: a <see cref="GameServer.Sockets.TransportPath"/>, in any case.</summary>
    public string Transport { get; set; } = "auto";

    public bool Stats { get; set; }

    public string? TickTrace { get; set; }
}
