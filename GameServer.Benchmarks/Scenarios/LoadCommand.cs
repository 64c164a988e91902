using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>A scenario that loads a server, as a command: its run, its verdict.</summary>
internal sealed class LoadCommand
{
    public LoadCommand(LoadOptions defaults, string description, TextWriter output, TextWriter errors)
    {
        var line = new LoadCommandLine(defaults, description);
        var verdict = new Verdict(line.Command, output, errors);
        Command = line.Command;
        Command.SetAction(parsed =>
        {
            var options = line.Read(parsed);
            return verdict.On(parsed, options.Problem ?? "", () => new LoadScenario(options).Run());
        });
    }

    public Command Command { get; }
}
