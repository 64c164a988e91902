using System.Text.Json;
using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Processes;

/// <summary>A process of <see cref="BotsOnDemand"/>.</summary>
internal sealed class BotsProcess : IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private readonly ChildProcess process;

    public BotsProcess(params string[] arguments) => process = new ChildProcess(typeof(BotsProcess).Assembly.Location, arguments);

    /// <summary>How the bots fared since the question before; the next window begins.</summary>
    public JsonObject Ask()
    {
        process.WriteLine();
        var line = process.ReadLine(AnswerTime);
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw new ScenarioException("The bots' report is no JSON object.");
        }
        catch (JsonException)
        {
            throw new ScenarioException(line);
        }
    }

    public void Dispose() => process.Dispose();
}
