using System.CommandLine;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What every scenario's command ends with: its report, what was expected of it, and the exit code 0, 1 or 2.</summary>
internal sealed class Verdict
{
    private readonly Option<string[]> expect = new("--expect") { HelpName = "EXPRESSION", Description = "For example \"serverCpu<0.2\"; exit code 1 if it does not hold. Repeatable." };
    private readonly Option<string?> json = new("--json") { HelpName = "FILE", Description = "Where to write the figures; standard output otherwise." };
    private readonly TextWriter output;
    private readonly TextWriter errors;

    /// <summary>Adds its options to the command.</summary>
    public Verdict(Command command, TextWriter output, TextWriter errors)
    {
        (this.output, this.errors) = (output, errors);
        command.Add(expect);
        command.Add(json);
    }

    /// <summary>Runs the scenario unless something is wrong with what was asked for, and judges what came of it.</summary>
    public int On(ParseResult parsed, string problem, Func<JsonObject> run)
    {
        if (problem.Length > 0)
        {
            return Complain(problem, exitCode: 2);
        }

        var expectations = new List<Expectation>();
        foreach (var text in parsed.GetValue(expect) ?? [])
        {
            if (!Expectation.TryParse(text, out var expectation))
            {
                return Complain($"--expect is PATH, then <, <=, >, >= or ==, then a number, not \"{text}\".", exitCode: 2);
            }

            expectations.Add(expectation);
        }

        if (parsed.GetValue(json) is { } file && !JsonFile.HasPlaceFor(file))
        {
            return Complain($"The file {file} cannot be written.", exitCode: 2);
        }

        try
        {
            return Report(run(), expectations, parsed.GetValue(json));
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
