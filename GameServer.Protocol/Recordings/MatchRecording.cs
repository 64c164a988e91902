using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Recordings;

/// <summary>
/// A match as <see cref="RecordingWriter"/> wrote it down, held in memory. Ticks count from the first recorded one and none is passed
/// over: one that was not recorded has no slots, so two ticks are as far apart here as they were. Immutable once read.
/// </summary>
public sealed class MatchRecording : IRecording
{
    private const int Nobody = -1;

    private readonly Schema schema;
    private readonly RecordingReader reader;
    private readonly int numbersMax;

    // Per tick the state of each slot, by its place below, or Nobody; what rests is held once.
    private readonly List<int[]> ticks = [];
    private readonly List<EntityHead> heads = [];
    private int[] rows = [];
    private int[] last = [];
    private long numbers;

    private MatchRecording(Stream stream, string name, Schema schema, int numbersMax)
    {
        (this.schema, this.numbersMax) = (schema, numbersMax);
        reader = new RecordingReader(stream, name, schema);
        TickRate = reader.Head();
        while (reader.TryStep(out var steps))
        {
            Skip(steps);
            ReadTick();
        }
    }

    /// <summary>Ticks per second.</summary>
    public int TickRate { get; }

    /// <summary>What the room called the first of them.</summary>
    public Tick FirstTick { get; private set; }

    /// <inheritdoc/>
    public int Ticks => ticks.Count;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path; behind Brotli where it ends in ".br".</param>
    /// <param name="schema">What the match must have been recorded with.</param>
    /// <exception cref="InvalidDataException">It is no such recording; the message is one sentence.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MatchRecording Read(string path, Schema schema)
    {
        using var stream = RecordingFile.Open(path);
        return Read(stream, path, schema);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">What the writer wrote.</param>
    /// <param name="name">What complaints call it.</param>
    /// <param name="schema">What the match must have been recorded with.</param>
    /// <exception cref="InvalidDataException">It is no such recording; the message is one sentence.</exception>
    public static MatchRecording Read(Stream stream, string name, Schema schema) => Read(stream, name, schema, RecordingFormat.NumbersMax);

    /// <inheritdoc/>
    public int Slots(int tick) => ticks[tick].Length;

    /// <inheritdoc/>
    public EntityHead HeadAt(int tick, int slot) => ticks[tick][slot] is var state && state < 0 ? EntityHead.None : heads[state];

    /// <inheritdoc/>
    public ReadOnlySpan<int> RowAt(int tick, int slot) => ticks[tick][slot] is var state && state < 0 ? default : Row(state);

    internal static MatchRecording Read(Stream stream, string name, Schema schema, int numbersMax) => new(stream, name, schema, numbersMax);

    // Nothing is known before the first tick, so that is where counting begins.
    private void Skip(uint steps)
    {
        if (ticks.Count == 0)
        {
            FirstTick = new Tick(steps);
            return;
        }

        if (steps > RecordingFormat.TicksMax - ticks.Count)
        {
            throw reader.TooLong($"spans more than {RecordingFormat.TicksMax} ticks");
        }

        for (; steps > 1; steps--)
        {
            ticks.Add([]);
        }
    }

    private void ReadTick()
    {
        var count = reader.SlotCount();
        Hold(count);
        var states = new int[count];
        if (count > last.Length)
        {
            var before = last.Length;
            Array.Resize(ref last, count);
            Array.Fill(last, Nobody, before, count - before);
        }

        for (var slot = 0; slot < count;)
        {
            var (kind, length) = reader.Run(count - slot);
            for (var end = slot + length; slot < end; slot++)
            {
                states[slot] = kind switch
                {
                    SlotKind.Nobody => Nobody,
                    SlotKind.Same => Last(slot),
                    SlotKind.Changed => ReadState(slot, heads[Last(slot)], Row(Last(slot))),
                    _ => ReadState(slot, reader.NewHead(), default),
                };
            }
        }

        ticks.Add(states);
    }

    private int Last(int slot) => last[slot] is var state && state >= 0 ? state : throw reader.Broken("leans on a state that it has not told of");

    private int ReadState(int slot, EntityHead head, ReadOnlySpan<int> before)
    {
        var stride = schema.Stride;
        var state = heads.Count;
        Hold(stride + 2); // A head has the size of two numbers.
        if (rows.Length < (state + 1) * stride)
        {
            Array.Resize(ref rows, Math.Max(64 * stride, rows.Length * 2));
        }

        var row = rows.AsSpan(state * stride, stride);
        before.CopyTo(row);
        reader.Change(head, row);
        heads.Add(head);
        return last[slot] = state;
    }

    private Span<int> Row(int state) => rows.AsSpan(state * schema.Stride, schema.Stride);

    // Asked before memory is taken: a few bytes can tell of a lot.
    private void Hold(int more)
    {
        numbers += more;
        if (numbers > numbersMax)
        {
            throw reader.TooLong($"has more than {numbersMax} numbers");
        }
    }
}
