using System.IO.MemoryMappedFiles;
using GameServer.Reports;

namespace GameServer.Tools.Demo.Measuring;

/// <summary>Reads from the server's tick trace how far its first room is, and since when.</summary>
internal sealed class ServerTicks : IDisposable
{
    // Rooms are numbered from 1, and the demo makes one.
    private const uint FirstRoom = 1;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public ServerTicks(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, TickTraceLayout.FileBytes, MemoryMappedFileAccess.Read);
    }

    /// <summary>The newest tick and when it was final; zeros before the first.</summary>
    public (uint Tick, long Nanoseconds) Newest()
    {
        var block = TickTraceLayout.BlockOf(FirstRoom);
        var tick = (uint)view.ReadInt64(block + TickTraceLayout.NewestOffset);
        return (tick, tick == 0 ? 0 : view.ReadInt64(block + TickTraceLayout.EntryOf(tick) + TickTraceLayout.EntryTimeOffset));
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
