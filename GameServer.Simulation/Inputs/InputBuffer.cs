using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Simulation.Inputs;

/// <summary>
/// One seat's inputs between arrival and their tick: a ring by tick number, so that each tick executes exactly one input and
/// each press happens exactly once. Owned by the room; never waits, never allocates after its player's first tick.
/// </summary>
public sealed class InputBuffer
{
    /// <summary>Ticks ahead (and behind, for late presses) that are kept.</summary>
    public const int TicksMax = 128;

    // Twice the reach: a tick far ahead and one far behind must not share a place, or each makes the buffer forget the other.
    private const int RingLength = 2 * TicksMax;

    private readonly InputFields fields;
    private readonly int repeatTicksMax;
    private readonly int width;
    private int[] rows = [];
    private Place[]? places;
    private readonly int[] last;
    private readonly int[] pendingPresses;
    private int repeated;

    /// <summary>A buffer for inputs of one schema.</summary>
    /// <param name="fields">The input's fields.</param>
    /// <param name="repeatTicksMax">For how many ticks a missing input is replaced by the last one before it becomes neutral.</param>
    public InputBuffer(InputFields fields, int repeatTicksMax)
    {
        this.fields = fields;
        this.repeatTicksMax = repeatTicksMax;
        width = fields.Columns.Length;
        last = new int[width];
        Row = new int[width];
        pendingPresses = new int[fields.Edges.Length];
        Forget(Tick.Zero);
    }

    private enum State : byte
    {
        Empty,
        Waiting,
        Executed,
        Spent,
    }

    /// <summary>The last tick that <see cref="Take"/> was called for.</summary>
    public Tick Now { get; private set; }

    /// <summary>The newest tick whose own input was executed; zero while none was.</summary>
    public Tick LastConsumed { get; private set; }

    /// <summary>The arrival stamp of the input of <see cref="LastConsumed"/>.</summary>
    public long LastConsumedArrival { get; private set; }

    /// <summary>
    /// The view age of the input of <see cref="LastConsumed"/>, in steps of <see cref="ViewAge"/>. It holds for the inputs that replace
    /// missing ones too: what a player sees moves on with the ticks.
    /// </summary>
    public int LastViewAge { get; private set; }

    /// <summary>The newest tick that an input was received for; all before it have been offered too or never will be.</summary>
    public Tick NewestReceived { get; private set; }

    /// <summary>Inputs that wait for their tick.</summary>
    public int Depth { get; private set; }

    /// <summary>What the seat executes in this tick.</summary>
    internal int[] Row { get; }

    /// <summary>Drops everything, as when the seat's client starts anew. Ticks up to <paramref name="now"/> are over.</summary>
    public void Forget(Tick now)
    {
        if (places is not null)
        {
            Array.Clear(places, 0, RingLength);
        }

        Array.Clear(pendingPresses, 0, pendingPresses.Length);
        fields.Neutral(last);
        repeated = repeatTicksMax;
        Now = now;
        NewestReceived = now;
        LastConsumed = Tick.Zero;
        LastConsumedArrival = 0;
        LastViewAge = 0;
        Depth = 0;
    }

    /// <summary>Takes in the input of one tick.</summary>
    /// <param name="tick">Tick that it is meant for.</param>
    /// <param name="row">Its columns.</param>
    /// <param name="arrival">The host's time stamp, given back for measuring; the buffer never reads a clock.</param>
    /// <param name="viewAge">How far behind the tick its player saw the others, in steps of <see cref="ViewAge"/>, 0 to its maximum.</param>
    public InputVerdict Offer(Tick tick, ReadOnlySpan<int> row, long arrival, int viewAge = 0)
    {
        var ahead = tick - Now;
        if (ahead > TicksMax - 1)
        {
            return InputVerdict.TooFarAhead;
        }

        if (ahead <= -(TicksMax - 1))
        {
            return InputVerdict.TooOld;
        }

        var at = (int)(tick.Number % RingLength);
        ref var place = ref Ring()[at];
        if (place.Tick == tick && place.State != State.Empty)
        {
            return InputVerdict.Duplicate;
        }

        NewestReceived = tick - NewestReceived > 0 ? tick : NewestReceived; // A hostile "before tick 0" is a huge number.
        place.Tick = tick;
        if (ahead <= 0)
        {
            place.State = State.Spent;
            KeepPresses(row);
            return InputVerdict.Late;
        }

        (place.State, place.Arrival, place.ViewAge) = (State.Waiting, arrival, viewAge);
        row[..width].CopyTo(rows.AsSpan(at * width, width));
        Depth++;
        return InputVerdict.Buffered;
    }

    /// <summary>The input to execute in <paramref name="tick"/>, which follows the tick taken before.</summary>
    public InputSource Take(Tick tick, Span<int> row)
    {
        Now = tick;
        var at = (int)(tick.Number % RingLength);
        ref var place = ref Ring()[at];
        InputSource source;
        if (place.State == State.Waiting && place.Tick == tick)
        {
            rows.AsSpan(at * width, width).CopyTo(last);
            place.State = State.Executed;
            Depth--;
            LastConsumed = tick;
            LastConsumedArrival = place.Arrival;
            LastViewAge = place.ViewAge;
            repeated = 0;
            source = InputSource.Fresh;
        }
        else
        {
            // The slot may hold a tick of the ring's last round; from now on it stands for this one, still without an input.
            (place.Tick, place.State) = (tick, State.Empty);
            source = Replace();
        }

        last.CopyTo(row);
        ReleasePresses(row);
        return source;
    }

    // With the first input or tick of a player: a place that nobody ever takes is to cost next to nothing.
    private Place[] Ring()
    {
        if (places is null)
        {
            (rows, places) = (new int[RingLength * width], new Place[RingLength]);
        }

        return places;
    }

    private InputSource Replace()
    {
        foreach (var edge in fields.Edges)
        {
            last[edge] = 0;
        }

        if (repeated < repeatTicksMax)
        {
            repeated++;
            return InputSource.Repeated;
        }

        fields.Neutral(last);
        return InputSource.Neutral;
    }

    private void KeepPresses(ReadOnlySpan<int> row)
    {
        for (var i = 0; i < fields.Edges.Length; i++)
        {
            pendingPresses[i] += row[fields.Edges[i]] != 0 ? 1 : 0;
        }
    }

    // A press that is already in this tick's own input keeps the late ones waiting: two presses stay two.
    private void ReleasePresses(Span<int> row)
    {
        for (var i = 0; i < fields.Edges.Length; i++)
        {
            ref var value = ref row[fields.Edges[i]];
            if (pendingPresses[i] > 0 && value == 0)
            {
                value = 1;
                pendingPresses[i]--;
            }
        }
    }

    // One place of the ring, in one piece: with many seats each of them is in no cache when its datagram comes.
    private struct Place
    {
        public long Arrival;
        public Tick Tick;
        public int ViewAge;
        public State State;
    }
}
