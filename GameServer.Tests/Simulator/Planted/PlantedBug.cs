namespace GameServer.Tests.Simulator.Planted;

/// <summary>A mistake that somebody could make: a file, what stands there, and what would stand there then.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="File">From the repository's root.</param>
/// <param name="Right">Stands there exactly once.</param>
/// <param name="Wrong">What it becomes.</param>
internal sealed record PlantedBug(string Name, string File, string Right, string Wrong)
{
    public string Project => File[..File.IndexOf('/', StringComparison.Ordinal)];

    public override string ToString() => Name;
}
