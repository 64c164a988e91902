using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Simulation.Identity;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>What one client meant to do at each tick of its life on a connection, and what of that has reached the server.</summary>
internal sealed class InputLedger(int width)
{
    private const int Ring = 1024;

    private readonly int[] rows = new int[Ring * width];
    private readonly Tick[] ticks = new Tick[Ring];
    private readonly long[] sampledAt = new long[Ring];
    private readonly long[] arrivedAt = new long[Ring];
    private ulong sequence;

    /// <summary>The newest tick asked for.</summary>
    public Tick Newest { get; private set; }

    /// <summary>The newest tick that reached the server.</summary>
    public Tick NewestArrived { get; private set; }

    /// <summary>A new life: nothing of the last one counts.</summary>
    public void Begin()
    {
        Array.Clear(ticks);
        Newest = NewestArrived = Tick.Zero;
        sequence = 0;
    }

    /// <summary>Notes an input; the row is to be filled in.</summary>
    public Span<int> Sample(Tick tick, long now)
    {
        var at = (int)(tick.Number % Ring);
        (ticks[at], sampledAt[at], arrivedAt[at], Newest) = (tick, now, 0, tick);
        return rows.AsSpan(at * width, width);
    }

    public bool TryGet(Tick tick, out ReadOnlySpan<int> row)
    {
        var at = (int)(tick.Number % Ring);
        row = rows.AsSpan(at * width, width);
        return ticks[at] == tick;
    }

    /// <summary>When the client asked for it; 0 when it did not.</summary>
    public long SampledAt(Tick tick) => ticks[tick.Number % Ring] == tick ? sampledAt[tick.Number % Ring] : 0;

    /// <summary>When it first reached the server; 0 when it did not.</summary>
    public long ArrivedAt(Tick tick) => ticks[tick.Number % Ring] == tick ? arrivedAt[tick.Number % Ring] : 0;

    /// <summary>Notes that what the client has just asked for reaches the server together with it; returns how many inputs are new there.</summary>
    public bool TryArrive(ReadOnlySpan<byte> datagram, Tick roomTick, long now, out Tick first, out Tick last)
    {
        (first, last) = (Tick.Zero, Tick.Zero);
        var reader = new BitReader(datagram);
        if (!DatagramKinds.TryRead(ref reader, out var kind) || kind != DatagramKind.Input
            || !InputDatagram.TryReadHeader(ref reader, sequence, 0, roomTick, out var header) || ticks[header.Newest.Number % Ring] != header.Newest)
        {
            return false;
        }

        sequence = Math.Max(sequence, header.Sequence);
        (first, last) = (header.Newest + -(header.Count - 1), header.Newest);
        NewestArrived = last > NewestArrived ? last : NewestArrived;
        return true;
    }

    /// <summary>Notes that a tick's input has reached the server; false when it had before, or was never meant.</summary>
    public bool IsNews(Tick tick, long now)
    {
        var at = (int)(tick.Number % Ring);
        if (ticks[at] != tick || arrivedAt[at] != 0)
        {
            return false;
        }

        arrivedAt[at] = now;
        return true;
    }
}
