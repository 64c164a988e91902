namespace GameServer.Benchmarks.Peers;

/// <summary>How <c>scenario peer colyseus</c> runs. Immutable.</summary>
internal sealed record ColyseusOptions
{
    /// <summary>Both sides simulate so often, per second.</summary>
    public const int TickHz = 60;

    /// <summary>Per second and client on Colyseus; half of our bots' rate, to its advantage.</summary>
    public const int InputsHz = 30;

    private const int ClientsMax = 1000;
    private const int SecondsMax = 120; // A patch's tick has 16 bits, which last for 18 minutes.

    /// <summary>Of each room.</summary>
    public int Players { get; init; } = 100;

    public int Rooms { get; init; } = 1;

    /// <summary>Patches, and our snapshots, per second.</summary>
    public int PatchHz { get; init; } = 20;

    /// <summary>Whether Colyseus patches right after a tick, as ours does, instead of by a timer of its own, which is what it does unless told otherwise.</summary>
    public bool PatchesAfterTick { get; init; }

    /// <summary>Of each side's window.</summary>
    public double Seconds { get; init; } = 12;

    /// <summary>Seconds before each window, with everybody playing.</summary>
    public double Warmup { get; init; } = 8;

    /// <summary>Processes that Colyseus's clients are dealt out to. Each has one thread, on which a client waits for what others decode.</summary>
    public int ClientProcesses { get; init; } = 2;

    /// <summary>The same seed presses the same buttons.</summary>
    public ulong Seed { get; init; } = 1;

    public string? ServerDll { get; init; }

    public string? BotsDll { get; init; }

    public int Clients => Rooms * Players;

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Players is not (>= 1 and <= ClientsMax) ? $"--players is 1 to {ClientsMax}, not {Players}."
        : Rooms is not (>= 1 and <= ClientsMax) ? $"--rooms is 1 to {ClientsMax}, not {Rooms}."
        : Clients > ClientsMax ? $"--rooms times --players is at most {ClientsMax}, not {Clients}."
        : PatchHz < 1 || TickHz % PatchHz != 0 ? $"--patch-hz divides {TickHz}, which {PatchHz} does not."
        : Seconds is not (>= 1 and <= SecondsMax) ? $"--seconds is 1 to {SecondsMax}, not {Seconds}."
        : Warmup is not (>= 0 and <= SecondsMax) ? $"--warmup is 0 to {SecondsMax} seconds, not {Warmup}."
        : ClientProcesses is not (>= 1 and <= 16) ? $"--client-processes is 1 to 16, not {ClientProcesses}."
        : ServerDll is { } server && !File.Exists(server) ? $"There is no file {server}."
        : BotsDll is { } bots && !File.Exists(bots) ? $"There is no file {bots}."
        : "";
}
