using System.Diagnostics;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Timing;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Peers;

/// <summary>
/// A Colyseus server and the processes of its clients, all seated. Whoever owns it says when the window begins and when it ends; none
/// of them outlives it.
/// </summary>
internal sealed class ColyseusProcesses : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Those who sit already are sent, and decode, the whole crowd while the others come one by one.
    private static readonly TimeSpan JoiningTime = TimeSpan.FromSeconds(180);

    private readonly List<ChildProcess> clients = [];
    private readonly ColyseusPackages packages;
    private readonly ColyseusOptions options;
    private readonly TemporaryFolder folder;
    private readonly ChildProcess server;
    private (long Time, double CpuSeconds) begin;

    /// <summary>Starts them and waits until every client has its seat; <paramref name="folder"/> is where they write what they saw.</summary>
    public ColyseusProcesses(ColyseusPackages packages, ColyseusOptions options, TemporaryFolder folder)
    {
        (this.packages, this.options, this.folder) = (packages, options, folder);
        server = Start("server.mjs", [Text(options.Players), Text(options.PatchHz), options.PatchesAfterTick ? "tick" : "timer", StampsFile]);
        try
        {
            var port = server.ReadAfter("ready ", Patience);
            for (var i = 0; i < Processes; i++)
            {
                // One process after the other: two clients who ask for a room that is not there yet would make two.
                var (first, next) = (FirstOf(i), FirstOf(i + 1));
                clients.Add(Start(
                    "clients.mjs",
                    [port, Text(options.Rooms), Text(first), Text(next - first), Text(ColyseusOptions.InputsHz), Text((long)(options.Seed % int.MaxValue)), ReportFile(i), ArrivalsFile(i)]));
                clients[i].ReadAfter("connected", JoiningTime);
            }
        }
        catch (ScenarioException)
        {
            Dispose();
            throw;
        }
    }

    private int Processes => Math.Min(options.ClientProcesses, options.Clients);

    private string StampsFile => folder.File("stamps");

    public void BeginWindow()
    {
        TellClients("window begins");
        begin = (MonotonicTime.Now, server.CpuSeconds);
    }

    /// <summary>Ends the window, and the clients with it.</summary>
    public ColyseusWindow EndWindow()
    {
        var end = (Time: MonotonicTime.Now, server.CpuSeconds);
        var resident = server.ResidentBytes;
        TellClients("window ends");
        server.WriteLine();
        server.ReadAfter("written", Patience);
        foreach (var client in clients)
        {
            client.WriteLine();
            client.WaitForSuccess(Patience);
        }

        return new ColyseusWindow(
            begin.Time,
            end.Time,
            end.CpuSeconds - begin.CpuSeconds,
            resident,
            [.. Enumerable.Range(0, clients.Count).Select(i => Parse(ReportFile(i)))],
            Row.ReadAll(StampsFile),
            [.. Enumerable.Range(0, clients.Count).SelectMany(i => Row.ReadAll(ArrivalsFile(i)))]);
    }

    public void Dispose()
    {
        clients.ForEach(static client => client.Dispose());
        server.Dispose();
    }

    private static JsonObject Parse(string file) =>
        JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new ScenarioException("The report of Colyseus's clients is no JSON object.");

    private int FirstOf(int process) => options.Clients * process / Processes;

    private string ReportFile(int process) => folder.File($"clients{process}.json");

    private string ArrivalsFile(int process) => folder.File($"arrivals{process}");

    private void TellClients(string answer)
    {
        clients.ForEach(static client => client.WriteLine());
        clients.ForEach(client => client.ReadAfter(answer, Patience));
    }

    private ChildProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(packages.Node, [packages.Program(program), .. arguments]);
        start.Environment["NODE_ENV"] = "production";
        return new ChildProcess($"Colyseus's {program}", start);
    }
}
