using GameServer.Protocol.Inputs;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Schemas;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>
/// Whether each tick executes what its player meant for it, once, and each press happens exactly once. Judges by what the client asked for
/// and what came out of its link, and by nothing that the server says of itself.
/// </summary>
internal sealed class InputCheck(InputFields fields, Findings findings, long tickNs)
{
    private const string Name = "inputs";

    // A datagram repeats what is not confirmed; how much at least, however long the link was dead.
    private const int RepeatedTicks = 32;

    // A seat that has more waiting than its share loses its oldest datagram; the next that comes says the same, perhaps too late, or none comes.
    private const int TicksToRepeat = 30;

    private readonly int[] neutral = NeutralOf(fields);

    private long dropped;
    private Tick droppedAt;
    private long droppedWhen;

    /// <summary>A tick is sealed, of which the inbox has dropped so many datagrams.</summary>
    public void Begin(Tick tick, long droppedOldest, long now)
    {
        (droppedAt, droppedWhen) = droppedOldest > dropped ? (tick, now) : (droppedAt, droppedWhen);
        dropped = droppedOldest;
    }

    /// <summary>A datagram has come out of the link, and the server finds it at its next turn.</summary>
    public void Arrive(Life life, ReadOnlySpan<byte> datagram, Tick roomTick, long now)
    {
        if (!life.Ledger.TryArrive(datagram, roomTick, now, out var first, out var last))
        {
            return;
        }

        for (var tick = first; tick <= last; tick += 1)
        {
            if (life.Ledger.IsNews(tick, now) && life.Ledger.TryGet(tick, out var row))
            {
                for (var i = 0; i < fields.Edges.Length; i++)
                {
                    // What is farther off than the server's buffer reaches is refused; it may come again when it is not. What stands at the end of as
                    // much as a datagram holds may not come again, and a seat that has more waiting than its share loses the datagram.
                    var isInReach = Math.Abs(tick - roomTick) < InputBuffer.TicksMax - 2 && last - first < InputDatagram.InputsMax - (2 * RoomInbox.SeatShareMax);
                    life.Arrived[i] += row[fields.Edges[i]] != 0 ? 1 : 0;
                    life.InReach[i] += isInReach && row[fields.Edges[i]] != 0 ? 1 : 0;
                    findings.Presses += row[fields.Edges[i]] != 0 ? 1 : 0;
                }
            }
        }

        // What is too old for the server to know its tick is of no use to it.
        for (var tick = last + -RepeatedTicks; tick < first && last - roomTick > RepeatedTicks - InputBuffer.TicksMax; tick += 1)
        {
            if (life.Ledger.SampledAt(tick) > 0 && life.Ledger.ArrivedAt(tick) == 0)
            {
                findings.Add(Name, life.Index, $"the input of tick {tick} was given up: a datagram with {first} to {last} came without it");
                return;
            }
        }
    }

    /// <summary>The seat has executed a tick.</summary>
    public void Judge(Life life, SeatHost host, Tick tick, long now)
    {
        var row = host.Seat.InputRow.AsSpan();
        var isOwn = life.Ledger.TryGet(tick, out var meant);
        switch (host.Seat.InputSource)
        {
            case InputSource.Fresh when !isOwn: // It was asleep.
                Compare(life, row, neutral, tick, "an input that its client never had");
                break;
            case InputSource.Fresh:
                Compare(life, row, meant, tick, "another input than the client's");
                CompareOrder(life, host, tick);
                break;
            case InputSource.Repeated when life.HasLastRow:
                Compare(life, row, life.LastRow, tick, "another input than the last one again");
                break;
            case InputSource.Neutral:
                Compare(life, row, neutral, tick, "an intent that nobody had");
                break;
        }

        JudgeMissing(life, host, tick, now);
        JudgePresses(life, row, isOwn && host.Seat.InputSource == InputSource.Fresh ? meant : default, tick);
        row.CopyTo(life.LastRow);
        life.HasLastRow = true;
    }

    /// <summary>All that was pressed has had its time: what reached the server was executed.</summary>
    public void JudgeEnd(Life life, long refused)
    {
        for (var i = 0; i < fields.Edges.Length; i++)
        {
            var lost = life.InReach[i] - life.Executed[i];
            if (lost > 0 && refused == life.RefusedBefore)
            {
                findings.LostEdges += lost;
                findings.Add("presses", life.Index, $"{lost} of {life.Arrived[i]} presses of {fields.Columns[fields.Edges[i]].Name} were lost");
            }
        }
    }

    private void JudgeMissing(Life life, SeatHost host, Tick tick, long now)
    {
        var arrived = life.Ledger.ArrivedAt(tick);
        if (host.Seat.InputSource != InputSource.Fresh && tick - droppedAt > TicksToRepeat && arrived > droppedWhen && arrived < now - (2 * tickNs) && host.Counters.InputsRefused == life.RefusedBefore)
        {
            findings.Add(Name, life.Index, $"tick {tick} executed no input of its own, which had been there for {(now - arrived) / 1e6:F0} ms");
        }
    }

    private void JudgePresses(Life life, ReadOnlySpan<int> row, ReadOnlySpan<int> meant, Tick tick)
    {
        for (var i = 0; i < fields.Edges.Length; i++)
        {
            var edge = fields.Edges[i];
            life.Executed[i] += row[edge] != 0 ? 1 : 0;
            if (row[edge] == 0 && !meant.IsEmpty && meant[edge] != 0)
            {
                findings.LostEdges++;
                findings.Add("presses", life.Index, $"the press of tick {tick} was not executed in it");
            }

            if (life.Executed[i] > life.Arrived[i])
            {
                findings.DuplicateEdges++;
                findings.Add("presses", life.Index, $"tick {tick} executed a press that nobody made: {life.Executed[i]} of {life.Arrived[i]}");
                life.Executed[i] = life.Arrived[i];
            }
        }
    }

    private void CompareOrder(Life life, SeatHost host, Tick tick)
    {
        if (host.Seat.Inputs.LastConsumed != tick || tick <= life.LastConsumed)
        {
            findings.Add(Name, life.Index, $"tick {tick} was executed after {life.LastConsumed}, and the buffer says {host.Seat.Inputs.LastConsumed}");
        }

        life.LastConsumed = tick;
    }

    private void Compare(Life life, ReadOnlySpan<int> row, ReadOnlySpan<int> expected, Tick tick, string what)
    {
        findings.InputsCompared++;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] != expected[i] && Array.IndexOf(fields.Edges, i) < 0)
            {
                findings.Add(Name, life.Index, $"tick {tick} executed {what}: {fields.Columns[i].Name} {row[i]} instead of {expected[i]}");
                return;
            }
        }
    }

    private static int[] NeutralOf(InputFields fields)
    {
        var row = new int[fields.Columns.Length];
        fields.Neutral(row);
        return row;
    }
}
