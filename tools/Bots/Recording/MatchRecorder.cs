using GameServer.Client.Matches;
using GameServer.Protocol.Control;
using GameServer.Protocol.Recordings;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tools.Bots.Recording;

/// <summary>
/// Writes down the match that one bot sees: per tick the entities whose state of exactly that tick it holds. Owned by that bot's
/// thread while it plays; never makes the bot stumble, a disk that is full ends the recording.
/// </summary>
internal sealed class MatchRecorder(Stream stream, string path) : IDisposable
{
    // A tick comes in several datagrams, and not always in their order; what is later than this is left out.
    private const int PatienceTicks = 8;

    private RecordingWriter? writer;
    private EntityHead[] heads = [];
    private int[] rows = [];
    private uint room;
    private Tick newest;
    private Tick next;

    /// <summary>How many ticks were written.</summary>
    public int Ticks => writer?.Ticks ?? 0;

    /// <summary>One sentence when there is no whole recording; there once disposed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Tells of a snapshot datagram that the client has applied.</summary>
    public void OnSnapshot<TInput, TAvatar>(Welcome welcome, Schema schema, in ClientView<TInput, TAvatar> view, Tick tick)
        where TInput : struct
        where TAvatar : struct
    {
        if (writer is null && Problem is null)
        {
            Try(() => writer = new RecordingWriter(stream, schema, welcome.TickRate));
            (room, next) = (welcome.RoomId, tick);
        }

        // Of one match: its ticks have nothing to do with those of another.
        if (Problem is not null || welcome.RoomId != room || tick <= newest)
        {
            return;
        }

        newest = tick;
        next = tick - next > welcome.HistoryTicks ? tick + -welcome.HistoryTicks : next;
        Record(schema, view, tick + -PatienceTicks);
    }

    /// <summary>Writes what is held of the last ticks. The bot plays no more.</summary>
    public void Finish<TInput, TAvatar>(Schema schema, in ClientView<TInput, TAvatar> view)
        where TInput : struct
        where TAvatar : struct
    {
        if (writer is not null)
        {
            Record(schema, view, newest);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Try(stream.Dispose);
        Problem ??= Ticks == 0 ? $"Nothing came in to be recorded in {path}." : null;
    }

    private void Record<TInput, TAvatar>(Schema schema, in ClientView<TInput, TAvatar> view, Tick last)
        where TInput : struct
        where TAvatar : struct
    {
        var count = view.SlotCount;
        if (count > heads.Length)
        {
            Array.Resize(ref heads, count * 2);
            Array.Resize(ref rows, heads.Length * schema.Stride);
        }

        for (; Problem is null && last - next >= 0; next += 1)
        {
            var isKnown = false;
            for (var slot = 0; slot < count; slot++)
            {
                var isHeld = view.TryGetState(slot, next, out heads[slot], out var row);
                heads[slot] = isHeld ? heads[slot] : EntityHead.None;
                row.CopyTo(rows.AsSpan(slot * schema.Stride));
                isKnown |= isHeld;
            }

            if (isKnown)
            {
                Try(() => writer!.Write(next, heads.AsSpan(0, count), rows.AsSpan(0, count * schema.Stride)));
            }
        }
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem ??= $"The recording {path} cannot be written.";
        }
    }
}
