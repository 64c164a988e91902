namespace GameServer.Tests.Support;

/// <summary>How often a link lets nothing pass, and for how long.</summary>
internal readonly record struct LinkOutages(int EveryMessages, int TicksMin, int TicksMax);

/// <summary>Loses, repeats and delays by up to so many ticks, so that everything overtakes everything; now and then nothing passes for a while.</summary>
internal sealed class UnreliableLink<T>(Random random, double loss, int delayMax, LinkOutages outages)
{
    private const int RepeatsOneIn = 5;

    private readonly List<(int Due, T Message)> underway = [];
    private readonly List<T> arrived = [];
    private int outageUntil;

    public void Send(T message, int now)
    {
        if (random.Next(outages.EveryMessages) == 0)
        {
            outageUntil = now + random.Next(outages.TicksMin, outages.TicksMax + 1);
        }

        for (var copies = random.Next(RepeatsOneIn) == 0 ? 2 : 1; copies > 0 && now >= outageUntil; copies--)
        {
            if (random.NextDouble() >= loss)
            {
                underway.Add((now + random.Next(delayMax + 1), message));
            }
        }
    }

    /// <summary>What is due, in the order it was sent; good until it is asked again.</summary>
    public List<T> Arrived(int now)
    {
        arrived.Clear();
        var kept = 0;
        for (var i = 0; i < underway.Count; i++)
        {
            if (underway[i].Due <= now)
            {
                arrived.Add(underway[i].Message);
            }
            else
            {
                underway[kept++] = underway[i];
            }
        }

        underway.RemoveRange(kept, underway.Count - kept);
        return arrived;
    }
}
