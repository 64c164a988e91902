using System.CommandLine;
using System.Globalization;
using GameServer.Client.Sessions;
using GameServer.Hosting;
using GameServer.Protocol.Control;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Reporting;
using GameServer.Tools.Demo.Hosting;
using GameServer.Tools.Demo.Measuring;

namespace GameServer.Tools.Demo.Commands;

/// <summary>
/// The program: a server, bots, a status line, and the end in good order. Exit code 0, 1 when players were missing or were not
/// told of the end, 2 for bad usage.
/// </summary>
internal sealed class DemoCommand(TextWriter output, TextWriter errors)
{
    private const int Success = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;
    private const int Bots = 8;
    private const double JoinSeconds = 1;
    private const double ChatSeconds = 20;

    public int Run(string[] arguments)
    {
        var line = new DemoCommandLine();
        var parsed = line.Root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Complain(parsed.Errors[0].Message, BadUsage);
        }

        if (parsed.Action is not null)
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors }); // --help, --version
        }

        if (line.Read(parsed, out var problem) is not { } options)
        {
            return Complain(problem, BadUsage);
        }

        try
        {
            using var server = DemoServer.Start(options.Game, options.Port, HttpPort(options));
            return Play(server, options);
        }
        catch (ConfigurationException exception)
        {
            return Complain(exception.Message, BadUsage);
        }
    }

    private int Play(DemoServer server, DemoOptions options)
    {
        var players = new BotFleetOptions { Game = options.Game, Host = "127.0.0.1", Port = server.Port, Rooms = [DemoServer.Room], Clients = Bots, Hunts = true, ChatEverySeconds = ChatSeconds, TickTraceFile = server.TraceFile };
        if (!BotFleet.TryStart(players, out var fleet, out var problem))
        {
            return Complain(problem, Failed);
        }

        using (fleet)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(options.Game[0])}{options.Game[1..]} on UDP port {server.Port} of this machine, {Bots} bots. {(options.Seconds is { } s ? $"Ends in {s} s" : "Ctrl-C ends it")}."));
            output.WriteLine($"Operations page: {server.Page}");
            var meter = new DemoMeter(server.Ticks);
            new DemoDisplay(output).Watch(fleet, meter, JoinSeconds, options.Seconds, server.Stopping);
            var wasInterrupted = server.Stopping.IsCancellationRequested;
            var last = fleet.Figures();
            server.Stop();
            return Report(last, Told(fleet.Figures()), wasInterrupted, meter, options);
        }
    }

    private int Report(FleetFigures last, int told, bool wasInterrupted, DemoMeter meter, DemoOptions options)
    {
        output.WriteLine($"{told} players were told that the match ends, and saw it end.");
        if (options.ReportFile is { } file && JsonFile.Write(file, DemoReport.From(last, told, meter)) is { } problem)
        {
            return Complain(problem, BadUsage);
        }

        var expected = wasInterrupted ? last.Playing : Bots; // Who interrupts early need not wait for everybody to sit.
        return last.Playing >= expected && told >= expected
            ? Success
            : Complain($"Of {Bots} players {last.Playing} were playing, and {told} were told of the end.", Failed);
    }

    private int HttpPort(DemoOptions options)
    {
        if (DemoServer.IsFree(options.HttpPort))
        {
            return options.HttpPort;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"TCP port {options.HttpPort} is taken; the operations page gets a free one."));
        return 0;
    }

    private static int Told(FleetFigures figures) =>
        figures.Bots.Count(static b => b is { State: ClientState.Closed, Reason: GoodbyeReason.RoomEnded, WasToldOfTheEnd: true });

    private int Complain(string sentence, int exitCode)
    {
        errors.WriteLine(sentence);
        return exitCode;
    }
}
