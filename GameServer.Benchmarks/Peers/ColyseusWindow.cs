using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Peers;

/// <summary>What was seen of Colyseus's window.</summary>
/// <param name="Begin">When it began, in nanoseconds of the machine's monotonic clock.</param>
/// <param name="End">When it ended.</param>
/// <param name="ServerCpuSeconds">What the system says that the server's process used in it.</param>
/// <param name="ServerResidentBytes">The server's memory when it ended.</param>
/// <param name="Clients">What each process of clients reported.</param>
/// <param name="Stamps">Every tick of every room since the server began.</param>
/// <param name="Arrivals">What every client decoded in the window.</param>
internal sealed record ColyseusWindow(
    long Begin, long End, double ServerCpuSeconds, long ServerResidentBytes, IReadOnlyList<JsonObject> Clients, IReadOnlyList<Row> Stamps, IReadOnlyList<Row> Arrivals)
{
    public double Seconds => (End - Begin) / 1e9;
}
