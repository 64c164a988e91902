using System.CommandLine;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>A scenario that loads a server, as a command: its run, its verdict.</summary>
internal sealed class LoadCommand
{
    private readonly TextWriter output;
    private readonly TextWriter errors;
    private readonly LoadCommandLine line;

    public LoadCommand(LoadOptions defaults, string description, TextWriter output, TextWriter errors)
    {
        (this.output, this.errors) = (output, errors);
        line = new LoadCommandLine(defaults, description);
        Command.SetAction(Run);
    }

    public Command Command => line.Command;

    private int Run(ParseResult parsed)
    {
        var options = line.Read(parsed);
        if (options.Problem is { Length: > 0 } problem)
        {
            return Complain(problem, exitCode: 2);
        }

        var expectations = new List<Expectation>();
        foreach (var text in line.Expectations(parsed))
        {
            if (!Expectation.TryParse(text, out var expectation))
            {
                return Complain($"--expect is PATH, then <, <=, >, >= or ==, then a number, not \"{text}\".", exitCode: 2);
            }

            expectations.Add(expectation);
        }

        if (line.ReportFile(parsed) is { } file && !JsonFile.HasPlaceFor(file))
        {
            return Complain($"The file {file} cannot be written.", exitCode: 2);
        }

        try
        {
            return Report(new LoadScenario(options).Run(), expectations, line.ReportFile(parsed));
        }
        catch (ScenarioException exception)
        {
            return Complain(exception.Message, exitCode: 1);
        }
    }

    private int Report(JsonObject report, List<Expectation> expectations, string? file)
    {
        if (file is null)
        {
            output.WriteLine(report.ToString());
        }
        else if (JsonFile.Write(file, report) is { } problem)
        {
            return Complain(problem, exitCode: 2);
        }

        var exitCode = 0;
        foreach (var expectation in expectations)
        {
            if (expectation.FailureIn(report) is { } failure)
            {
                exitCode = Complain(failure, exitCode: 1);
            }
        }

        return exitCode;
    }

    private int Complain(string sentence, int exitCode)
    {
        errors.WriteLine(sentence);
        return exitCode;
    }
}
