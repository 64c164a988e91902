using System.IO.Pipes;
using System.Text.Json;
using GameServer.Benchmarks.Processes;

namespace GameServer.Benchmarks.Churn;

/// <summary>The scenario's end of the pipe to a <see cref="ChurnService"/>.</summary>
internal sealed class ChurnPipe : IDisposable
{
    private const int ConnectMs = 5000;

    private readonly NamedPipeClientStream pipe;
    private readonly StreamReader reader;
    private readonly StreamWriter writer;

    /// <summary>Connects to a server that runs.</summary>
    public ChurnPipe(string name)
    {
        pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        pipe.Connect(ConnectMs);
        reader = new StreamReader(pipe, leaveOpen: true);
        writer = new StreamWriter(pipe, leaveOpen: true) { AutoFlush = true };
    }

    /// <summary>Has an order carried out, which takes as long as it says.</summary>
    public ChurnResult Do(ChurnOrder order)
    {
        writer.WriteLine(JsonSerializer.Serialize(order));
        return reader.ReadLine() is { } line ? JsonSerializer.Deserialize<ChurnResult>(line)! : throw new ScenarioException("The server made no more rooms.");
    }

    public void Dispose()
    {
        reader.Dispose();
        writer.Dispose();
        pipe.Dispose();
    }
}
