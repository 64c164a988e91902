using System.CommandLine;
using System.Text.Json.Nodes;
using GameServer.Tools.Bots.Api;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tools.Bots.Commands;

/// <summary>The program: parse, warm up, measure, report, judge. Exit code 0, 1 for a failed expectation, 2 for bad usage.</summary>
internal sealed class BotsCommand(TextWriter output, TextWriter errors, CancellationToken stop)
{
    private const int Success = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    public int Run(string[] arguments)
    {
        var line = new BotsCommandLine();
        var parsed = line.Root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Complain(parsed.Errors[0].Message, BadUsage);
        }

        if (parsed.Action is not null)
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors }); // --help, --version
        }

        if (RunOptions.From(line.Read(parsed), out var problem) is not { } options)
        {
            return Complain(problem, BadUsage);
        }

        return options.Allocation is { } allocation ? PlayAllocated(options, allocation) : Play(options, matchmaker: null);
    }

    private int PlayAllocated(RunOptions options, AllocationOptions allocation)
    {
        using var api = new RoomsApi(allocation.Url, allocation.Key);
        var matchmaker = new Matchmaker(api);
        try
        {
            var rooms = matchmaker.Allocate(allocation.Wishes(options.Fleet), stop);
            return Play(options with { Fleet = AllocationOptions.Seat(options.Fleet, rooms) }, matchmaker);
        }
        catch (ApiException exception)
        {
            return Complain(exception.Message, Failed);
        }
        catch (OperationCanceledException)
        {
            return Complain("Stopped before every bot had a seat.", Failed);
        }
        finally
        {
            if (!allocation.KeepsRooms)
            {
                matchmaker.EndAll();
            }
        }
    }

    private int Play(RunOptions options, Matchmaker? matchmaker)
    {
        if (!BotFleet.TryStart(options.Fleet, out var fleet, out var problem))
        {
            return Complain(problem, BadUsage);
        }

        using (fleet)
        {
            var result = Report(Measure(fleet, options), matchmaker?.Figures, options);
            return options.Fleet.RecordingFile is { } file ? EndRecording(fleet, file, result) : result;
        }
    }

    private int EndRecording(BotFleet fleet, string file, int result)
    {
        fleet.Stop();
        if (fleet.RecordingProblem is { } problem)
        {
            return Complain(problem, Math.Max(result, Failed));
        }

        output.WriteLine($"{file}: {fleet.RecordedTicks} ticks recorded.");
        return result;
    }

    private FleetFigures Measure(BotFleet fleet, RunOptions options)
    {
        var display = new Display(output, options);
        display.Wait(fleet, "warming up", options.WarmupSeconds, stop);
        fleet.RestartWindow();
        Mark(options, "window begins");
        display.Wait(fleet, "measuring", options.Seconds, stop);
        Mark(options, "window ends");
        var figures = fleet.Figures();
        display.Wait(fleet, "playing on", options.CooldownSeconds, stop);
        return figures;
    }

    private int Report(FleetFigures figures, AllocationFigures? allocation, RunOptions options)
    {
        JsonObject report = BotsReport.From(figures, options.Fleet.Rooms.Count, options.ProfileName, allocation);
        output.Write(Summary.Of(report));
        if (options.ReportFile is { } file && JsonFile.Write(file, report) is { } problem)
        {
            return Complain(problem, BadUsage);
        }

        var result = Success;
        foreach (var expectation in options.Expectations)
        {
            if (expectation.FailureIn(report) is { } failure)
            {
                result = Complain(failure, Failed);
            }
        }

        return figures.Playing + figures.Ended == 0 && result == Success ? Complain("No bot has a seat.", Failed) : result;
    }

    private void Mark(RunOptions options, string mark)
    {
        if (options.PrintsMarks)
        {
            output.WriteLine(mark);
            output.Flush();
        }
    }

    private int Complain(string sentence, int exitCode)
    {
        errors.WriteLine(sentence);
        return exitCode;
    }
}
