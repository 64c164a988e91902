using System.CommandLine;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>`scenario crowd`: its options, its run, its verdict.</summary>
internal sealed class CrowdCommand
{
    private static readonly CrowdOptions Defaults = new();

    private readonly TextWriter output;
    private readonly TextWriter errors;
    private readonly Option<int> players = new("--players") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Players, Description = "Players of the one room." };
    private readonly Option<int> tick = new("--tick") { HelpName = "HZ", DefaultValueFactory = static _ => Defaults.Tick, Description = "Ticks per second." };
    private readonly Option<int> snapshot = new("--snapshot") { HelpName = "HZ", DefaultValueFactory = static _ => Defaults.Snapshot, Description = "Snapshots per second and client; divides the tick rate." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Seconds, Description = "How long to measure." };
    private readonly Option<double> warmup = new("--warmup") { HelpName = "S", DefaultValueFactory = static _ => Defaults.Warmup, Description = "Seconds that are not measured." };
    private readonly Option<string> profile = new("--profile") { HelpName = "NAME", DefaultValueFactory = static _ => Defaults.Profile, Description = "The network between bots and server: N0 to N13." };
    private readonly Option<string> roomConfig = new("--room-config") { HelpName = "TEXT", DefaultValueFactory = static _ => Defaults.RoomConfig, Description = "What the game is told." };
    private readonly Option<int> bytesPerSecond = new("--bytes-per-second") { HelpName = "N", DefaultValueFactory = static _ => Defaults.BytesPerSecond, Description = "Most snapshot bytes per second and client." };
    private readonly Option<double> decodeShare = new("--decode-share") { HelpName = "0..1", DefaultValueFactory = static _ => Defaults.DecodeShare, Description = "Share of the bots that decodes." };
    private readonly Option<int> botThreads = new("--bot-threads") { HelpName = "N", DefaultValueFactory = static _ => Defaults.BotThreads, Description = "Threads that run the bots." };
    private readonly Option<ulong> seed = new("--seed") { HelpName = "N", DefaultValueFactory = static _ => Defaults.Seed, Description = "The same seed presses the same buttons." };
    private readonly Option<string?> serverDll = new("--server-dll") { HelpName = "FILE", Description = "A published GameServer.dll instead of one made from this tree." };
    private readonly Option<string?> botsDll = new("--bots-dll") { HelpName = "FILE", Description = "A published GameServer.Tools.Bots.dll instead of one made from this tree." };
    private readonly Option<string[]> expect = new("--expect") { HelpName = "EXPRESSION", Description = "For example \"serverCpu<0.2\"; exit code 1 if it does not hold. Repeatable." };
    private readonly Option<string?> json = new("--json") { HelpName = "FILE", Description = "Where to write the figures; standard output otherwise." };

    public CrowdCommand(TextWriter output, TextWriter errors)
    {
        (this.output, this.errors) = (output, errors);
        Command = new Command("crowd", "One room, everyone sees everyone, all moving.")
        {
            players, tick, snapshot, seconds, warmup, profile, roomConfig, bytesPerSecond, decodeShare, botThreads, seed, serverDll, botsDll, expect, json,
        };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parsed)
    {
        var options = Read(parsed);
        if (options.Problem is { Length: > 0 } problem)
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
            return Report(new CrowdScenario(options).Run(), expectations, parsed.GetValue(json));
        }
        catch (ScenarioException exception)
        {
            return Complain(exception.Message, exitCode: 1);
        }
    }

    private CrowdOptions Read(ParseResult parsed) => new()
    {
        Players = parsed.GetValue(players),
        Tick = parsed.GetValue(tick),
        Snapshot = parsed.GetValue(snapshot),
        Seconds = parsed.GetValue(seconds),
        Warmup = parsed.GetValue(warmup),
        Profile = parsed.GetValue(profile)!,
        RoomConfig = parsed.GetValue(roomConfig)!,
        BytesPerSecond = parsed.GetValue(bytesPerSecond),
        DecodeShare = parsed.GetValue(decodeShare),
        BotThreads = parsed.GetValue(botThreads),
        Seed = parsed.GetValue(seed),
        ServerDll = parsed.GetValue(serverDll),
        BotsDll = parsed.GetValue(botsDll),
    };

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
