using System.Collections.Concurrent;
using System.Globalization;
using GameServer.Fleet;
using GameServer.Http;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Benchmarks.Churn;

/// <summary>
/// Makes rooms at a fixed rate, each by the allocator as the API does it, and ends them when they have lived. Rooms are made on the calling thread; open loop, so a
/// server that is slow is asked no less often.
/// </summary>
internal sealed class RoomChurn(FleetServices fleet, ChurnOrder order)
{
    private readonly ConcurrentQueue<(FleetRoom Room, long EndAt)> living = new();
    private readonly Samples times = Samples.OfTimes(digits: 3);
    private readonly Lock noting = new();
    private int made;
    private int ended;
    private int failed;

    public ChurnResult Run()
    {
        var begin = MonotonicTime.Now;
        var count = (int)(order.Rate * order.Seconds);
        for (var i = 0; i < count; i++)
        {
            var due = begin + (long)(i * 1e9 / order.Rate);
            MonotonicTime.SleepUntil(due);
            _ = Make(i, due);
            EndDue(MonotonicTime.Now);
        }

        for (var end = begin + (long)((order.Seconds + order.LifeSeconds + 5) * 1e9); Volatile.Read(ref ended) + Volatile.Read(ref failed) < count && MonotonicTime.Now < end;)
        {
            MonotonicTime.SleepUntil(MonotonicTime.Now + 1_000_000);
            EndDue(MonotonicTime.Now);
        }

        return new ChurnResult
        {
            Made = made,
            Ended = ended,
            Failed = failed,
            MadeMsP50 = times.Percentile(50),
            MadeMsP99 = times.Percentile(99),
            MadeMsMax = times.Percentile(100),
            Seconds = (MonotonicTime.Now - begin) / 1e9,
        };
    }

    private void EndDue(long now)
    {
        while (living.TryPeek(out var oldest) && oldest.EndAt <= now && living.TryDequeue(out oldest))
        {
            _ = End(oldest.Room);
        }
    }

    private async Task Make(int number, long due)
    {
        var request = new AllocationRequest
        {
            MaxPlayers = order.Seats,
            Players = [.. Enumerable.Range(0, order.Reserved).Select(seat => string.Create(CultureInfo.InvariantCulture, $"player{number}-{seat}"))],
            SeatSeconds = 60,
            EmptySeconds = 60,
            Config = order.Config,
        };
        try
        {
            var (allocation, _) = await fleet.Allocator.Allocate(request).ConfigureAwait(false);
            var now = MonotonicTime.Now;
            lock (noting)
            {
                times.RecordTime(now - due);
            }

            Interlocked.Increment(ref made);
            living.Enqueue((allocation.Room, now + (long)(order.LifeSeconds * 1e9)));
        }
        catch (FleetException)
        {
            Interlocked.Increment(ref failed);
        }
    }

    private async Task End(FleetRoom room)
    {
        try
        {
            await RoomControl.End(room, now: true, secondsMax: null).ConfigureAwait(false);
            Interlocked.Increment(ref ended);
        }
        catch (FleetException)
        {
            Interlocked.Increment(ref failed);
        }
    }
}
