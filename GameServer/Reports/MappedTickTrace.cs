using System.IO.MemoryMappedFiles;
using GameServer.Simulation.Identity;

namespace GameServer.Reports;

/// <summary>
/// Ticks traced into a file that other processes map: see <see cref="TickTraceLayout"/>. A room's block is written by the one
/// thread that owns the room, without allocating; nothing is read back.
/// </summary>
internal sealed unsafe class MappedTickTrace : ITickTrace, IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    private MappedTickTrace(MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        (this.file, this.view) = (file, view);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        *(int*)(start + TickTraceLayout.RoomsOffset) = TickTraceLayout.Rooms;
        *(int*)(start + TickTraceLayout.TicksPerRoomOffset) = TickTraceLayout.TicksPerRoom;
        // Last: who sees it may rely on the rest.
        Volatile.Write(ref *(ulong*)(start + TickTraceLayout.MagicOffset), TickTraceLayout.Magic);
    }

    /// <summary>Makes the file, or empties it. Throws what the file system has against it.</summary>
    public static MappedTickTrace Create(string path)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, TickTraceLayout.FileBytes);
        return new MappedTickTrace(file, file.CreateViewAccessor());
    }

    public void Sealed(uint room, Tick tick, long nanoseconds)
    {
        var block = start + TickTraceLayout.BlockOf(room);
        var entry = block + TickTraceLayout.EntryOf(tick.Number);
        Volatile.Write(ref *(long*)(entry + TickTraceLayout.EntryTickOffset), 0);
        Volatile.Write(ref *(long*)(entry + TickTraceLayout.EntryEndedOffset), 0);
        Volatile.Write(ref *(long*)(entry + TickTraceLayout.EntryTimeOffset), nanoseconds);
        Volatile.Write(ref *(long*)(entry + TickTraceLayout.EntryTickOffset), tick.Number);
        Volatile.Write(ref *(long*)(block + TickTraceLayout.RoomIdOffset), room);
        Volatile.Write(ref *(long*)(block + TickTraceLayout.NewestOffset), tick.Number);
    }

    public void Ended(uint room, Tick tick, long due, long begun, long ended)
    {
        var entry = start + TickTraceLayout.BlockOf(room) + TickTraceLayout.EntryOf(tick.Number);
        *(long*)(entry + TickTraceLayout.EntryDueOffset) = due;
        *(long*)(entry + TickTraceLayout.EntryBegunOffset) = begun;
        Volatile.Write(ref *(long*)(entry + TickTraceLayout.EntryEndedOffset), ended);
    }

    /// <summary>Only after the last shard has stopped.</summary>
    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
