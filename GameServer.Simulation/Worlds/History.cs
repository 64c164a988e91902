using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Worlds;

/// <summary>
/// The last <see cref="Length"/> sealed ticks of a room. One ring serves delta baselines, lag compensation, hashes and
/// inspection. Written by the room's thread alone.
/// </summary>
public sealed class History
{
    /// <summary>How far back it reaches, in seconds; a client whose round trip is longer gets whole entities.</summary>
    public const double Seconds = 1.2;

    // Each is made with the first tick that is sealed into it: many rooms are made long before they are played in, and some never are.
    private readonly SealedTick?[] ring;
    private readonly SealedTick none;
    private readonly int stride;

    internal History(int stride, int tickRate)
    {
        this.stride = stride;
        ring = new SealedTick?[TicksFor(tickRate)];
        none = new SealedTick(stride);
    }

    /// <summary>Ticks that it holds.</summary>
    public int Length => ring.Length;

    /// <summary>The tick sealed last.</summary>
    public SealedTick Newest { get; private set; } = null!;

    /// <summary>Ticks that a history has at a tick rate: ceil(1.2 s x rate).</summary>
    public static int TicksFor(int tickRate) => (int)Math.Ceiling(Seconds * tickRate);

    /// <summary>The sealed state of <paramref name="tick"/>; false when it is too old or has not been sealed.</summary>
    public bool TryGet(Tick tick, out SealedTick state)
    {
        state = ring[tick.Number % (uint)ring.Length] ?? none;
        return Newest is not null && state.Tick == tick && state != none && state.Tick <= Newest.Tick && Newest.Tick - tick < ring.Length;
    }

    internal SealedTick Begin(Tick tick, int slotCount)
    {
        var state = ring[tick.Number % (uint)ring.Length] ??= new SealedTick(stride);
        state.Begin(tick, slotCount);
        return state;
    }

    internal void Publish(SealedTick state) => Newest = state;
}
