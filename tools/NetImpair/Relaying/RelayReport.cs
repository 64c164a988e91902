using System.Text.Json.Nodes;
using GameServer.Client.Conditioning;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tools.NetImpair.Relaying;

/// <summary>
/// A relay's counts as JSON. In each direction received + duplicated = forwarded + lost + lostInOutage + droppedByRate +
/// droppedByQueue + queued; corrupted and reordered ones are among the forwarded.
/// </summary>
internal static class RelayReport
{
    public static JsonObject Of(Relay relay, RelayOptions options) => new()
    {
        ["machine"] = Machine.Describe(),
        ["commit"] = Machine.CommitOf(typeof(RelayReport).Assembly),
        ["profile"] = options.Profile.Name,
        ["seed"] = options.Seed,
        ["clients"] = relay.Links.Count,
        ["rebinds"] = relay.Links.Sum(static link => link.Rebinds),
        ["strangers"] = relay.Strangers,
        ["sendFailures"] = relay.SendFailures,
        ["up"] = Direction([.. relay.Links.Select(static link => link.Path.Up)]),
        ["down"] = Direction([.. relay.Links.Select(static link => link.Path.Down)]),
    };

    private static JsonObject Direction(LinkLane[] lanes)
    {
        return new JsonObject
        {
            ["received"] = Sum(static counters => counters.Offered),
            ["forwarded"] = Sum(static counters => counters.Delivered),
            ["lost"] = Sum(static counters => counters.Lost),
            ["lostInOutage"] = Sum(static counters => counters.LostInOutage),
            ["droppedByRate"] = Sum(static counters => counters.RateDropped),
            ["droppedByQueue"] = Sum(static counters => counters.QueueDropped),
            ["queued"] = lanes.Sum(static lane => lane.UnderWay),
            ["duplicated"] = Sum(static counters => counters.Duplicated),
            ["reordered"] = Sum(static counters => counters.Reordered),
            ["corrupted"] = Sum(static counters => counters.Corrupted),
        };

        long Sum(Func<LinkCounters, long> count) => lanes.Sum(lane => count(lane.Counters));
    }
}
