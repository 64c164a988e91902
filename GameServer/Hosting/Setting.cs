namespace GameServer.Hosting;

/// <summary>One thing that can be set: its name on the command line, in the section of a configuration file, and what it means.</summary>
/// <param name="Option">On the command line.</param>
/// <param name="Key">In the section, and after GAMESERVER__ in the environment; a property of <see cref="GameServerOptions"/>.</param>
/// <param name="Value">What stands for its value in the help; null for a switch.</param>
/// <param name="Meaning">For the help.</param>
internal sealed record Setting(string Option, string Key, string? Value, string Meaning)
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("--game", nameof(GameServerOptions.Game), "NAME", "which of the games of this program the rooms play [the first]"),
        new("--port", nameof(GameServerOptions.Port), "PORT", "UDP port of the first shard, the next one's is one higher; 0 takes any free ones [9050]"),
        new("--http", nameof(GameServerOptions.Http), "PORT", "TCP port of the operations page, the API and the figures; 0 takes any free one, -1 leaves all of it out [8080]"),
        new("--shards", nameof(GameServerOptions.Shards), "N", "threads with a port and rooms of their own, 1 to 64 [1]"),
        new("--pin", nameof(GameServerOptions.Pin), null, "Linux: each shard keeps to a processor of its own; for machines that have one to spare for every shard"),
        new("--open", nameof(GameServerOptions.Open), null, "development: anybody may join any room by its name, from this machine unless --address says otherwise"),
        new("--address", nameof(GameServerOptions.Address), "ADDRESS", "where to listen: ANY, LOOPBACK, an IPv4 address, or an IPv6 address (IPv4 is then on loopback) [ANY; with --open LOOPBACK]"),
        new("--advertise", nameof(GameServerOptions.Advertise), "HOST", "name or address that players are told to connect to [where the server listens]"),
        new("--keys", nameof(GameServerOptions.Keys), "KEYS", "who may use the API: SHA-256 of a key in hex, colon, allocate+read+admin; several separated by spaces; without any HTTP is on this machine only []"),
        new("--token-keys", nameof(GameServerOptions.TokenKeys), "KEYS", "what connect tokens are sealed with: number, colon, 32 bytes in base64; several separated by spaces, the first makes tokens; keep it in a file or the environment [made up at each start]"),
        new("--drain", nameof(GameServerOptions.Drain), "SECONDS", "how long matches may go on when the server is told to stop, 0 to 86400 [20; with --open 0]"),
        new("--tick", nameof(GameServerOptions.Tick), "HZ", "ticks per second of a room, 1 to 240 [60]"),
        new("--snapshot", nameof(GameServerOptions.Snapshot), "HZ", "snapshots per second and client; divides the tick rate [30]"),
        new("--seats", nameof(GameServerOptions.Seats), "N", "players of a room, 1 to 1024 [16]"),
        new("--rooms-max", nameof(GameServerOptions.RoomsMax), "N", "rooms of a shard, 1 to 4096 [64]"),
        new("--room-config", nameof(GameServerOptions.RoomConfig), "TEXT", "what the game is told about each room, such as \"map=field\" []"),
        new("--bytes-per-second", nameof(GameServerOptions.BytesPerSecond), "N", "most snapshot bytes per second and client with all headers, 2000 to 100000000 [131072]"),
        new("--linger", nameof(GameServerOptions.Linger), "SECONDS", "how long a dropped player's seat is kept, 0 to 3600 [30]"),
        new("--connections-max", nameof(GameServerOptions.ConnectionsMax), "N", "connections of a shard, 1 to 65536 [1024]"),
        new("--sessions-per-address", nameof(GameServerOptions.SessionsPerAddress), "N", "with --open: sessions of a shard that one address other than loopback may hold, 1 to 65536 [64]"),
        new("--rooms-per-address", nameof(GameServerOptions.RoomsPerAddress), "N", "with --open: rooms of a shard that one address other than loopback may make, 1 to 4096 [8]"),
        new("--transport", nameof(GameServerOptions.Transport), "PATH", "how datagrams travel: auto, batched (Linux: many per system call), or portable [auto]"),
        new("--stats", nameof(GameServerOptions.Stats), null, "for each line on standard input write one line of JSON to standard output; logs go to standard error"),
        new("--tick-trace", nameof(GameServerOptions.TickTrace), "FILE", "write when each tick was final into a memory-mapped file, for measuring bots on this machine"),
    ];

    public static Setting Of(string key) => All.First(s => s.Key == key);

    /// <summary>How messages name it, wherever it was set.</summary>
    public override string ToString() => $"{GameServerOptions.Section}:{Key} ({Option})";
}
