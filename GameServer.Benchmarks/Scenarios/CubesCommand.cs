using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary><c>scenario cubes</c> as a command.</summary>
internal sealed class CubesCommand
{
    private static readonly CubesOptions Defaults = new();

    private readonly Option<string?> data = new("--data") { HelpName = "FILE", Description = "A recording, raw or .br." };
    private readonly Option<string> baselineAge = new("--baseline-age") { HelpName = "N[,N]...", DefaultValueFactory = static _ => string.Join(',', Defaults.BaselineAges), Description = "Ticks from the newest acknowledged state to the one told of. With several, figures are the first one's and an array has them all." };
    private readonly Option<bool> builtIn = new("--built-in") { Description = "The built-in codes instead of the trained model." };
    private readonly Option<bool> compare = new("--compare") { Description = "The same frames by other techniques too, each decoded and compared." };
    private readonly Option<string?> plot = new("--plot") { HelpName = "FILE", Description = "Draws bytes against several baseline ages, as SVG." };

    public CubesCommand(TextWriter output, TextWriter errors)
    {
        Command = new Command("cubes", "The codec on a recording of rigid cubes: bytes per frame and time per entity, every frame decoded and compared.") { data, baselineAge, builtIn, compare, plot };
        var verdict = new Verdict(Command, output, errors);
        Command.SetAction(parsed =>
        {
            var options = new CubesOptions
            {
                Data = parsed.GetValue(data),
                BaselineAges = CubesOptions.AgesIn(parsed.GetValue(baselineAge)),
                BuiltIn = parsed.GetValue(builtIn),
                Compare = parsed.GetValue(compare),
                Plot = parsed.GetValue(plot),
            };
            return verdict.On(parsed, options.Problem, () => CubesScenario.Run(options));
        });
    }

    public Command Command { get; }
}
