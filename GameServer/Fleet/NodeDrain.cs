namespace GameServer.Fleet;

/// <summary>Empties the server in good order: no new rooms, players told, matches at their end or at the deadline. Any thread.</summary>
internal sealed class NodeDrain(IReadOnlyList<ShardPlace> places, Allocator allocator)
{
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isWaiting;

    /// <summary>Begins; rooms have so many seconds. Calling it again only shortens that.</summary>
    public async Task Begin(double secondsMax)
    {
        allocator.IsDraining = true;
        await Task.WhenAll(places.Select(place => RoomControl.Ask(place, shard =>
        {
            shard.Drain(secondsMax);
            return true;
        }))).ConfigureAwait(false);
    }

    /// <summary>Lets new rooms in again; rooms that were told of their end go on to it.</summary>
    public async Task Cancel()
    {
        await Task.WhenAll(places.Select(static place => RoomControl.Ask(place, static shard =>
        {
            shard.Undrain();
            return true;
        }))).ConfigureAwait(false);
        allocator.IsDraining = false;
    }

    /// <summary>Ends when no room is left.</summary>
    public Task WaitUntilEmpty()
    {
        isWaiting = true;
        Look();
        return empty.Task;
    }

    /// <summary>A room has ended: was it the last?</summary>
    public void Look()
    {
        if (isWaiting && places.All(static place => place is { Thread.RoomCount: 0, Underway: 0 }))
        {
            empty.TrySetResult();
        }
    }
}
