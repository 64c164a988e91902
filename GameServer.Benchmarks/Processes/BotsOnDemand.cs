using System.Globalization;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Reporting;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Processes;

/// <summary>
/// Bots that report when they are asked: each line on the input ends a window, answers with its figures as one line of JSON, and begins the next. For
/// scenarios that compare windows of one run. End of input ends them.
/// </summary>
internal sealed class BotsOnDemand(BotFleetOptions options)
{
    /// <summary>What starts them: the program's first argument.</summary>
    public const string Command = "bots-on-demand";

    /// <summary>The command line of a process that runs them, after the program's name.</summary>
    public static string[] Arguments(int port, int shards, int rooms, int clients, double decodeShare, int threads, string trace) =>
    [
        Command, Text(port), Text(shards), Text(rooms), Text(clients), Text(decodeShare), Text(threads), trace,
    ];

    /// <summary>Takes apart what <see cref="Arguments"/> made.</summary>
    public static BotsOnDemand Of(string[] arguments)
    {
        var rooms = Number(arguments[3]);
        return new BotsOnDemand(new BotFleetOptions
        {
            Port = Number(arguments[1]),
            Shards = Number(arguments[2]),
            Rooms = [.. Enumerable.Range(1, rooms).Select(static room => $"good{room}")],
            Clients = Number(arguments[4]),
            DecodeShare = double.Parse(arguments[5], CultureInfo.InvariantCulture),
            Threads = Number(arguments[6]),
            TickTraceFile = arguments[7],
        });
    }

    /// <summary>Exit code 0, or 1 when the bots cannot be started.</summary>
    public int Run(TextReader input, TextWriter output)
    {
        if (!BotFleet.TryStart(options, out var fleet, out var problem))
        {
            output.WriteLine(problem);
            return 1;
        }

        using (fleet)
        {
            while (input.ReadLine() is not null)
            {
                var figures = fleet.Figures();
                fleet.RestartWindow();
                output.WriteLine(BotsReport.From(figures, options.Rooms.Count, "N0").ToJsonString());
                output.Flush();
            }
        }

        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
