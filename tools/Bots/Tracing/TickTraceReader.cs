using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using GameServer.Reports;

namespace GameServer.Tools.Bots.Tracing;

/// <summary>
/// Tells when a server on the same machine sealed a tick, from the ring that it maps (`--tick-trace`). Read-only, lock-free, any
/// thread; an entry that is being overwritten is not there.
/// </summary>
internal sealed unsafe class TickTraceReader : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    private TickTraceReader(MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        (this.file, this.view) = (file, view);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        start = pointer + view.PointerOffset;
    }

    /// <summary>Maps a trace; false with one sentence when the file is none.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out TickTraceReader? reader, out string problem)
    {
        reader = null;
        problem = $"The tick trace {path} cannot be read.";
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length < TickTraceLayout.FileBytes)
            {
                problem = $"There is no tick trace at {path}; start the server with --tick-trace first.";
                return false;
            }

            var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            reader = new TickTraceReader(file, file.CreateViewAccessor(0, TickTraceLayout.FileBytes, MemoryMappedFileAccess.Read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        if (reader.HasRightLayout)
        {
            return true;
        }

        reader.Dispose();
        reader = null;
        problem = $"The file {path} is no tick trace of this version.";
        return false;
    }

    private bool HasRightLayout =>
        *(ulong*)(start + TickTraceLayout.MagicOffset) == TickTraceLayout.Magic
        && *(int*)(start + TickTraceLayout.RoomsOffset) == TickTraceLayout.Rooms
        && *(int*)(start + TickTraceLayout.TicksPerRoomOffset) == TickTraceLayout.TicksPerRoom;

    /// <summary>The newest tick sealed in a room; 0 before the first.</summary>
    public uint Newest(uint room)
    {
        var block = start + TickTraceLayout.BlockOf(room);
        var tick = (uint)Volatile.Read(ref *(long*)(block + TickTraceLayout.NewestOffset));
        return Volatile.Read(ref *(long*)(block + TickTraceLayout.RoomIdOffset)) == room ? tick : 0;
    }

    /// <summary>When a tick was final, in nanoseconds of the machine's monotonic clock; false when that is not known any more.</summary>
    public bool TryGetSealTime(uint room, uint tick, out long nanoseconds)
    {
        var block = start + TickTraceLayout.BlockOf(room);
        var entry = block + TickTraceLayout.EntryOf(tick);
        var before = Volatile.Read(ref *(long*)(entry + TickTraceLayout.EntryTickOffset));
        nanoseconds = Volatile.Read(ref *(long*)(entry + TickTraceLayout.EntryTimeOffset));
        return before == tick && tick != 0
            && Volatile.Read(ref *(long*)(entry + TickTraceLayout.EntryTickOffset)) == tick
            && Volatile.Read(ref *(long*)(block + TickTraceLayout.RoomIdOffset)) == room;
    }

    /// <summary>When a tick was due, began, was final and ended; false when it has not ended or that is not known any more.</summary>
    public bool TryGetTimes(uint room, uint tick, out TickTimes times)
    {
        var entry = start + TickTraceLayout.BlockOf(room) + TickTraceLayout.EntryOf(tick);
        times = default;
        if (!TryGetSealTime(room, tick, out var sealedAt) || Volatile.Read(ref *(long*)(entry + TickTraceLayout.EntryEndedOffset)) is not (not 0 and var ended))
        {
            return false;
        }

        times = new TickTimes(*(long*)(entry + TickTraceLayout.EntryDueOffset), *(long*)(entry + TickTraceLayout.EntryBegunOffset), sealedAt, ended);
        return Volatile.Read(ref *(long*)(entry + TickTraceLayout.EntryTickOffset)) == tick;
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
