using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Worlds;

/// <summary>
/// The last <see cref="Length"/> sealed ticks of a room; of those that nobody sat in, a server keeps the newest alone. One ring serves delta
/// baselines, lag compensation, hashes and inspection. Written by the room's thread alone.
/// </summary>
public sealed class History
{
    /// <summary>How far back it reaches, in seconds; a client whose round trip is longer gets whole entities.</summary>
    public const double Seconds = 1.2;

    private static readonly SealedTick None = new(stride: 0);

    // Made with the first tick that is kept, and each place with the first that comes to it: many rooms are made long before they are played in, and some
    // never are.
    private SealedTick?[] ring = [];
    private readonly int stride;

    internal History(int stride, int tickRate) => (this.stride, Length) = (stride, TicksFor(tickRate));

    /// <summary>Ticks that it holds.</summary>
    public int Length { get; }

    /// <summary>The tick sealed last.</summary>
    public SealedTick Newest { get; private set; } = null!;

    /// <summary>Ticks that a history has at a tick rate: ceil(1.2 s x rate).</summary>
    public static int TicksFor(int tickRate) => (int)Math.Ceiling(Seconds * tickRate);

    /// <summary>The sealed state of <paramref name="tick"/>; false when it is too old, was not kept or has not been sealed.</summary>
    public bool TryGet(Tick tick, out SealedTick state)
    {
        state = (ring.Length == 0 ? Newest : ring[PlaceOf(tick)]) ?? None;
        return Newest is not null && state.Tick == tick && state != None && state.Tick <= Newest.Tick && Newest.Tick - tick < Length;
    }

    /// <param name="tick">The next one.</param>
    /// <param name="slotCount">Slots that it has.</param>
    /// <param name="keepsLast">Whether anybody may want to look at the one before again.</param>
    internal SealedTick Begin(Tick tick, int slotCount, bool keepsLast)
    {
        var state = keepsLast ? Next(tick) : Again(tick);
        state.Begin(tick, slotCount);
        return state;
    }

    internal void Publish(SealedTick state) => Newest = state;

    private int PlaceOf(Tick tick) => (int)(tick.Number % (uint)Length);

    private SealedTick Next(Tick tick)
    {
        if (ring.Length == 0)
        {
            ring = new SealedTick?[Length];
            if (Newest is not null)
            {
                ring[PlaceOf(Newest.Tick)] = Newest;
            }
        }

        return ring[PlaceOf(tick)] ??= new SealedTick(stride);
    }

    // What is in the place of the new one goes to that of the last, where it is not found: it is of another tick.
    private SealedTick Again(Tick tick)
    {
        if (Newest is null)
        {
            return new SealedTick(stride);
        }

        if (ring.Length > 0)
        {
            var (from, to) = (PlaceOf(Newest.Tick), PlaceOf(tick));
            (ring[from], ring[to]) = (ring[to], ring[from]);
        }

        return Newest;
    }
}
