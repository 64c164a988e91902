using System.Diagnostics;
using System.Globalization;
using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Benchmarks.Noise;

/// <summary>
/// Arena, but a room whose configuration says so misbehaves in its ticks. The same schema and the same matches as Arena, so that the same bots play in both. Clients are
/// told the configuration and play Arena by it, so what is bad about a room is said in Arena's words: by a radius that sees everything anyway.
/// </summary>
internal sealed class NoisyArena : Game
{
    // Small enough for the youngest generation, as what games allocate is.
    private const int GarbageBytes = 8 * 1024;

    private const long GarbageBytesPerSecond = 1_000_000_000;
    private const int GoodTicks = 180;
    private const int CalmRadius = 1900;

    private readonly Arena arena = new();
    private NoiseKind kind;
    private byte[] garbage = [];

    /// <summary>How long a loop lasts, in seconds: longer than anybody waits for it, but not into the next measurement. Set before the first room is made.</summary>
    public static double LoopSeconds { get; set; } = 10;

    public override Schema Schema => arena.Schema;

    public override ReadOnlyMemory<byte> CodecModel => arena.CodecModel;

    public override float InterestRadius => arena.InterestRadius;

    internal override bool HidesEntities => arena.HidesEntities;

    internal override void ShareDescription(Game from) => arena.ShareDescription(((NoisyArena)from).arena);

    internal override void Configure(string config)
    {
        kind = Enum.GetValues<NoiseKind>().FirstOrDefault(one => config == ConfigOf(one));
        arena.Configure(config);
    }

    /// <summary>The configuration of a room that misbehaves so.</summary>
    public static string ConfigOf(NoiseKind kind) => string.Create(CultureInfo.InvariantCulture, $"map=field radius={CalmRadius + (int)kind}");

    internal override void Start(Room room) => arena.Start(room);

    internal override EntityId Join(Room room, Seat seat) => arena.Join(room, seat);

    internal override void Leave(Room room, Seat seat) => arena.Leave(room, seat);

    internal override void Reconnect(Room room, Seat seat) => arena.Reconnect(room, seat);

    internal override void ThinkFor(Room room, Seat seat) => arena.ThinkFor(room, seat);

    internal override void DriveSeat(Room room, Seat seat) => arena.DriveSeat(room, seat);

    internal override bool CanSee(Room room, Seat seat, EntityId entity) => arena.CanSee(room, seat, entity);

    internal override float ImportanceOf(Room room, Seat seat, EntityId entity) => arena.ImportanceOf(room, seat, entity);

    internal override void Advance(Room room)
    {
        arena.Advance(room);
        switch (kind)
        {
            case NoiseKind.Throws:
                throw new InvalidOperationException("This room was told to throw.");
            case NoiseKind.Loops when room.Tick.Number > GoodTicks:
                Loop();
                break;
            case NoiseKind.Allocates when room.Tick.Number > GoodTicks:
                Allocate(GarbageBytesPerSecond / room.Settings.TickRate);
                break;
        }
    }

    private static void Loop()
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun).TotalSeconds < LoopSeconds;)
        {
        }
    }

    private void Allocate(long bytes)
    {
        for (var left = bytes; left > 0; left -= GarbageBytes)
        {
            garbage = new byte[GarbageBytes];
        }
    }
}
