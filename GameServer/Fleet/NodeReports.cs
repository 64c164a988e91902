using GameServer.Shards;

namespace GameServer.Fleet;

/// <summary>
/// Copies of every shard's numbers for any number of readers. Made when somebody asks and the last ones are too old; while nobody
/// asks, nothing happens. Any thread.
/// </summary>
internal sealed class NodeReports(IReadOnlyList<ShardPlace> places, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim making = new(1);
    private volatile NodeReport? newest;

    /// <summary>Copies that are at most this old. Throws <see cref="FleetException"/> when a shard does not answer.</summary>
    public async Task<NodeReport> Get(TimeSpan ageMax)
    {
        if (newest is { } fresh && time.GetElapsedTime(fresh.Stamp) <= ageMax)
        {
            return fresh;
        }

        await making.WaitAsync().ConfigureAwait(false);
        try
        {
            if (newest is { } made && time.GetElapsedTime(made.Stamp) <= ageMax)
            {
                return made;
            }

            var stamp = time.GetTimestamp();
            var reports = await Task.WhenAll(places.Select(Fill)).ConfigureAwait(false);
            return newest = new NodeReport(stamp, time.GetUtcNow(), reports);
        }
        finally
        {
            making.Release();
        }
    }

    public void Dispose() => making.Dispose();

    private static Task<ShardReport> Fill(ShardPlace place)
    {
        var report = new ShardReport();
        return RoomControl.Ask(place, shard =>
        {
            report.Fill(shard);
            return report;
        });
    }
}

/// <summary>The numbers of all shards at nearly one moment. Immutable from here on.</summary>
/// <param name="Stamp">When they were asked for, as a time stamp of the host's <see cref="TimeProvider"/>.</param>
/// <param name="At">When they were complete.</param>
/// <param name="Shards">In order.</param>
internal sealed record NodeReport(long Stamp, DateTimeOffset At, IReadOnlyList<ShardReport> Shards)
{
    private readonly Lazy<HashSet<string>> names = new(() => [.. Shards.SelectMany(static s => s.Rooms).Select(static r => r.Name)]);

    /// <summary>Of every room in it.</summary>
    public IReadOnlySet<string> Names => names.Value;
}
