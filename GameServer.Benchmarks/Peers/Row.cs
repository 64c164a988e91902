using System.Runtime.InteropServices;
using GameServer.Benchmarks.Processes;

namespace GameServer.Benchmarks.Peers;

/// <summary>Three numbers as rows.mjs writes them. Of the server's: room, tick, when that tick's state was final. Of the clients': client, tick, when it was decoded.</summary>
/// <param name="Who">Room or client.</param>
/// <param name="Tick">Its low 16 bits.</param>
/// <param name="Time">Nanoseconds of the machine's monotonic clock.</param>
internal readonly record struct Row(int Who, int Tick, long Time)
{
    private const int Columns = 3;

    public static Row[] ReadAll(string file) => Parse(File.ReadAllBytes(file));

    /// <summary>Throws <see cref="ScenarioException"/> for what ends in the middle of a row.</summary>
    public static Row[] Parse(ReadOnlySpan<byte> bytes)
    {
        var numbers = MemoryMarshal.Cast<byte, double>(bytes);
        if (bytes.Length % (Columns * sizeof(double)) != 0)
        {
            throw new ScenarioException("What Colyseus's processes wrote ends in the middle of a row.");
        }

        var rows = new Row[numbers.Length / Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = numbers.Slice(i * Columns, Columns);
            rows[i] = new Row((int)row[0], (int)row[1], (long)row[2]);
        }

        return rows;
    }
}
