namespace GameServer.Benchmarks.Processes;

/// <summary>A folder of its own for a run's files, gone with all of them when the run is over.</summary>
internal sealed class TemporaryFolder(string prefix) : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory($"{prefix}-").FullName;

    /// <summary>Where a file of that name is in it.</summary>
    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
