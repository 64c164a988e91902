using GameServer.Sockets;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tools.Bots.Commands;

/// <summary>What the command line says, before anybody asks whether it makes sense.</summary>
internal sealed record RawOptions
{
    public string Game { get; init; } = BotGames.Default;

    public string? Server { get; init; }

    public string? Api { get; init; }

    public string? Key { get; init; }

    public string? RoomConfig { get; init; }

    public bool KeepRooms { get; init; }

    public double ChatEvery { get; init; }

    public int Clients { get; init; } = 8;

    public int Rooms { get; init; } = 1;

    public int Shards { get; init; } = 1;

    public double Seconds { get; init; } = 10;

    public double Warmup { get; init; } = 2;

    public double Cooldown { get; init; }

    public string? Profile { get; init; }

    public double InputsHz { get; init; } = 60;

    public double ClockPpm { get; init; }

    public double DecodeShare { get; init; } = 1;

    public string[] Expect { get; init; } = [];

    public string? Json { get; init; }

    public ulong Seed { get; init; } = 1;

    public string? TickTrace { get; init; }

    public string RoomPrefix { get; init; } = "room";

    public string? Record { get; init; }

    public string Transport { get; init; } = nameof(TransportPath.Auto);

    public int Threads { get; init; } = 1;

    public bool Marks { get; init; }
}
