using System.CommandLine;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tools.Demo.Commands;

/// <summary>The demo's words.</summary>
internal sealed class DemoCommandLine
{
    private const double SecondsMax = 1_000_000;

    private readonly Option<string> game = new("--game") { HelpName = "NAME", DefaultValueFactory = static _ => BotGames.Default, Description = $"what is played: {string.Join(" or ", BotGames.Names)}" };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "N", Description = "end after so many seconds; without it Ctrl-C ends the demo" };
    private readonly Option<int> port = new("--port") { HelpName = "PORT", Description = "UDP port of the server; 0 takes any free one [0]" };
    private readonly Option<int> http = new("--http") { HelpName = "PORT", DefaultValueFactory = static _ => 8080, Description = "TCP port of the operations page and the API; any free one where it is taken" };
    private readonly Option<string> json = new("--json") { HelpName = "FILE", Description = "write the figures as one JSON object" };

    public DemoCommandLine() =>
        Root = new RootCommand("Shows the server at work: one room of Arena, or of another game, and 8 bots that play in it over real UDP, all on this machine.") { game, seconds, port, http, json };

    public RootCommand Root { get; }

    /// <summary>Null with one sentence when a value makes no sense.</summary>
    public DemoOptions? Read(ParseResult parsed, out string problem)
    {
        var options = new DemoOptions(parsed.GetValue(game)!, parsed.GetResult(seconds) is null ? null : parsed.GetValue(seconds), parsed.GetValue(port), parsed.GetValue(http), parsed.GetValue(json));
        problem = options switch
        {
            _ when !BotGames.Has(options.Game) => $"--game is {string.Join(" or ", BotGames.Names)}, not \"{options.Game}\".",
            { Seconds: not (null or (> 0 and <= SecondsMax)) } => $"--seconds must be above 0 and at most {SecondsMax}, not {options.Seconds}.",
            { Port: < 0 or > 65_535 } => $"--port must be 0 to 65535, not {options.Port}.",
            { HttpPort: < 0 or > 65_535 } => $"--http must be 0 to 65535, not {options.HttpPort}.",
            { ReportFile: { } file } when !JsonFile.HasPlaceFor(file) => $"There is no place for the file {file}.",
            _ => "",
        };
        return problem.Length == 0 ? options : null;
    }
}
