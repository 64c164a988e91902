using System.Net;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Tools.Bots.Api;

/// <summary>Gets rooms and seats for the bots and gives the rooms back at the end. Used by one thread.</summary>
internal sealed class Matchmaker(RoomsApi api)
{
    private const int AtOnce = 8;
    private const int Attempts = 5;
    private const double RetrySecondsMax = 1;

    private readonly Lock noting = new();
    private readonly Samples times = Samples.OfTimes(digits: 3);
    private AllocatedRoom?[] rooms = [];
    private long errors;

    /// <summary>How the allocation went.</summary>
    public AllocationFigures Figures => new(rooms.Count(static room => room is not null), times, errors);

    /// <summary>A room for each wish, in that order, each under a key of its own. Throws <see cref="ApiException"/> when one cannot be had.</summary>
    public IReadOnlyList<AllocatedRoom> Allocate(IReadOnlyList<AllocationWish> wishes, CancellationToken stop)
    {
        rooms = new AllocatedRoom?[wishes.Count];
        var run = Guid.NewGuid().ToString("N");
        ForEach(wishes.Count, async (room, cancel) => rooms[room] = await Allocate($"bots-{run}-{room}", wishes[room], cancel).ConfigureAwait(false), stop);
        return [.. rooms.Select(static room => room!)];
    }

    /// <summary>Ends all rooms that it got. Those that are gone, or whose server is, need no end.</summary>
    public void EndAll() => ForEach(rooms.Length, End, CancellationToken.None);

    private async ValueTask End(int room, CancellationToken cancel)
    {
        if (rooms[room] is not { } allocated)
        {
            return;
        }

        try
        {
            await api.End(allocated.Id, cancel).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // A server that has stopped took its rooms along.
        }
    }

    private static void ForEach(int count, Func<int, CancellationToken, ValueTask> work, CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        Parallel.ForEachAsync(Enumerable.Range(0, count), options, work).GetAwaiter().GetResult();
    }

    // A server that asks for patience gets some: the key makes it safe to ask again.
    private async Task<AllocatedRoom> Allocate(string key, AllocationWish wish, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var begin = MonotonicTime.Now;
            var answer = await api.Allocate(key, wish, stop).ConfigureAwait(false);
            Note(MonotonicTime.Now - begin, answer.IsSuccess);
            if (answer.IsSuccess || attempt == Attempts || !(answer.RetryAfter <= RetrySecondsMax) || answer.Status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                return AllocatedRoom.Of(answer, wish);
            }

            await Task.Delay(TimeSpan.FromSeconds(answer.RetryAfter.Value), stop).ConfigureAwait(false);
        }
    }

    private void Note(long nanoseconds, bool isSuccess)
    {
        lock (noting)
        {
            times.RecordTime(nanoseconds);
            errors += isSuccess ? 0 : 1;
        }
    }
}
