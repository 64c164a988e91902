using System.CommandLine;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The scenarios by name.</summary>
internal sealed class ScenarioCommand
{
    private readonly Command[] scenarios;

    public ScenarioCommand(TextWriter output, TextWriter errors)
    {
        scenarios =
        [
            new LoadCommand(LoadOptions.Crowd, "One room, everyone sees everyone, all moving.", output, errors).Command,
            new LoadCommand(LoadOptions.ManyRooms, "Many rooms on every core, in each of which everyone sees everyone, all moving.", output, errors).Command,
            new LoadCommand(LoadOptions.Yard, "Balls and boxes that bots roll through, everything visible: what resting and moving bodies cost on the wire.", output, errors).Command,
            new CubesCommand(output, errors).Command,
            new AllocateCommand(output, errors).Command,
            new ProfilesCommand(output, errors).Command,
            new SimulateCommand(output, errors).Command,
            new RepairCommand(output, errors).Command,
            new TransportCommand(output, errors).Command,
            new OverloadCommand(output, errors).Command,
            new PeerCommand(output, errors).Command,
        ];
        Command = new Command("scenario", "Whole-system figures of a release build, written as one JSON object.");
        Array.ForEach(scenarios, Command.Add);
    }

    public Command Command { get; }

    public string Names => string.Join(", ", scenarios.Select(static scenario => scenario.Name));

    public bool Has(string name) => Array.Exists(scenarios, scenario => scenario.Name == name);
}
