using Microsoft.Extensions.Logging;

namespace GameServer.Fleet;

/// <summary>Moves a room from a shard that has too little time to one that has some to spare, when there is such a pair. Any thread.</summary>
internal sealed class Rebalancer(IReadOnlyList<ShardPlace> places, RoomMover mover, Allocator allocator, ILogger logger)
{
    // A move costs its players three round trips of standing still, so it must be worth it: before the shard sheds, and not for a small difference.
    private const double LoadMin = 0.7;
    private const double DifferenceMin = 0.25;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Looks again and again until what it returns is disposed of.</summary>
    public ITimer Start(TimeProvider time) => time.CreateTimer(_ => _ = Look(), null, Pause, Pause);

    /// <summary>Moves one room if that helps; true when it did.</summary>
    public async Task<bool> Look()
    {
        var from = places.MaxBy(static p => p.Cost)!;
        var to = places.MinBy(static p => p.Cost)!;
        var difference = from.Cost - to.Cost;
        if (allocator.IsDraining || from.Cost < LoadMin || difference < DifferenceMin)
        {
            return false;
        }

        try
        {
            // Half the difference evens them out; more than that would only turn it round.
            var name = await RoomControl.Ask(from, shard => shard.RoomToGive(difference / 2)).ConfigureAwait(false);
            if (name is null || !await mover.Move(name, from, to).ConfigureAwait(false))
            {
                return false;
            }

            FleetLog.Moved(logger, name, from.Port, to.Port);
            return true;
        }
        catch (FleetException exception)
        {
            FleetLog.NotMoved(logger, exception.Message);
            return false;
        }
    }
}
