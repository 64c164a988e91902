using System.Collections.Immutable;

namespace GameServer.Tests.Replication.SmallState;

/// <summary>
/// The rule of acks and baselines with everything else left out, small enough to look at every state that it can get into: two slots, a ring
/// of a few ticks on both ends, and a channel that delivers what was ever sent, at any time, in any order and as often as it likes,
/// or never. A row is right or wrong; a delta makes of a right row of the tick that it names a right row, and a wrong one of anything else.
/// </summary>
/// <param name="window">Ticks that both ends remember.</param>
/// <param name="ticks">Ticks that are played.</param>
/// <param name="checksBaselines">Whether the client checks what a datagram names before it believes it (rule 2).</param>
internal sealed class AckModel(int window, int ticks, bool checksBaselines)
{
    private const int Slots = 2;
    private const int Absent = -1;
    private const int Whole = 0;

    private readonly Dictionary<string, (string? From, string Step)> seen = [];
    private readonly Queue<State> open = new();

    /// <summary>States looked at.</summary>
    public int States => seen.Count;

    /// <summary>Looks at every state; the steps to the first wrong row, or null when there is none.</summary>
    public string? FindWrongRow()
    {
        var start = new State([], [], 0, [.. Enumerable.Repeat((0, true), Slots * window)]);
        seen[start.Key] = (null, "");
        open.Enqueue(start);
        while (open.TryDequeue(out var state))
        {
            foreach (var (next, step) in Next(state))
            {
                if (!seen.TryAdd(next.Key, (state.Key, step)))
                {
                    continue;
                }

                if (next.Ring.Any(static place => !place.IsRight))
                {
                    return PathTo(next.Key);
                }

                open.Enqueue(next);
            }
        }

        return null;
    }

    private IEnumerable<(State State, string Step)> Next(State state)
    {
        if (state.Sent.Length < ticks)
        {
            // Any of the slots may have a place in the datagram of a tick, as when not everything fits.
            for (var carried = 0; carried < 1 << Slots; carried++)
            {
                yield return Send(state, carried);
            }
        }

        for (var tick = 1; tick <= state.Sent.Length; tick++)
        {
            if (TryApply(state, tick) is { } applied)
            {
                yield return (applied, $"the client takes in tick {tick}");
            }
        }

        // An older ack than one that was heard says nothing new.
        for (var heard = state.Heard + 1; heard <= state.Applied.Length; heard++)
        {
            yield return (state with { Heard = heard }, $"the server hears of ticks {string.Join(", ", state.Applied[..heard])}");
        }
    }

    private (State State, string Step) Send(State state, int carried)
    {
        var tick = state.Sent.Length + 1;
        var named = new int[Slots];
        for (var slot = 0; slot < Slots; slot++)
        {
            var acknowledged = state.Applied[..state.Heard].Where(t => state.Sent[t - 1][slot] != Absent).DefaultIfEmpty(Whole).Max();
            named[slot] = (carried & (1 << slot)) == 0 ? Absent : tick - acknowledged < window ? acknowledged : Whole;
        }

        var text = string.Join(", ", named.Select(static (b, slot) => $"slot {slot} {(b == Absent ? "not at all" : b == Whole ? "whole" : $"against tick {b}")}"));
        return (state with { Sent = state.Sent.Add([.. named]) }, $"the server sends tick {tick}: {text}");
    }

    private State? TryApply(State state, int tick)
    {
        var newest = state.Applied.DefaultIfEmpty(0).Max();
        if (state.Applied.Contains(tick) || newest - tick >= window)
        {
            return null;
        }

        var ring = state.Ring.ToBuilder();
        for (var slot = 0; slot < Slots; slot++)
        {
            var named = state.Sent[tick - 1][slot];
            if (named == Absent)
            {
                continue;
            }

            var baseline = state.Ring[(slot * window) + (named % window)];
            if (named != Whole && baseline.Tick != named && checksBaselines)
            {
                return null; // All of it, and it is not acknowledged.
            }

            var at = (slot * window) + (tick % window);
            ring[at] = ring[at].Tick > tick ? ring[at] : (tick, named == Whole || (baseline.Tick == named && baseline.IsRight));
        }

        return state with { Ring = ring.ToImmutable(), Applied = state.Applied.Add(tick) };
    }

    private string PathTo(string key)
    {
        var steps = new List<string>();
        for (string? at = key; at is not null; at = seen[at].From)
        {
            steps.Add(seen[at].Step);
        }

        steps.Reverse();
        return string.Join("\n", steps.Skip(1).Append("a row is wrong"));
    }

    /// <param name="Sent">Per tick and slot the tick named.</param>
    /// <param name="Applied">The ticks that the client has taken in, in that order.</param>
    /// <param name="Heard">How many of those the server has heard of.</param>
    /// <param name="Ring">Per slot and place which tick stands there.</param>
    private sealed record State(ImmutableArray<ImmutableArray<int>> Sent, ImmutableArray<int> Applied, int Heard, ImmutableArray<(int Tick, bool IsRight)> Ring)
    {
        public string Key => $"{string.Join(';', Sent.Select(static s => string.Join(',', s)))}|{string.Join(',', Applied)}|{Heard}|{string.Join(',', Ring)}";
    }
}
