using GameServer.Simulation.Identity;

namespace GameServer.Replication;

/// <summary>Neighbouring slots that one datagram told of: as present, or as gone.</summary>
internal readonly record struct SentRun(ushort First, ushort Count, bool IsLeave)
{
    public int End => First + Count;
}

/// <summary>What one datagram carried, until its fate is known and for as long as later ones may lean on it.</summary>
internal sealed class SentDatagram
{
    private SentRun[] runs = new SentRun[4];
    private int count;

    public ulong Sequence { get; private set; }

    public Tick Tick { get; private set; }

    /// <summary>What it cost on the wire, headers of every layer included.</summary>
    public int WireBytes { get; set; }

    /// <summary>What it and all before it cost.</summary>
    public long WireBytesSum { get; set; }

    /// <summary>Whether its fate is known, or no longer matters.</summary>
    public bool IsSettled { get; private set; } = true;

    /// <summary>Whether the client acknowledged it.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Whether the client held something wrong when it did, and may have decoded it against that.</summary>
    public bool IsSuspect { get; private set; }

    public ReadOnlySpan<SentRun> Runs => runs.AsSpan(0, count);

    public void Begin(ulong sequence, Tick tick)
    {
        Sequence = sequence;
        Tick = tick;
        IsSettled = IsConfirmed = IsSuspect = false;
        count = 0;
    }

    public void Settle(bool isConfirmed, bool isSuspect = false) => (IsSettled, IsConfirmed, IsSuspect) = (true, isConfirmed, isSuspect);

    /// <summary>Adds a run behind the others; one that goes on where the last ended becomes a part of it.</summary>
    public void Add(SentRun run)
    {
        if (count > 0 && runs[count - 1].End == run.First && runs[count - 1].IsLeave == run.IsLeave)
        {
            ref var last = ref runs[count - 1];
            last = last with { Count = (ushort)(last.Count + run.Count) };
            return;
        }

        if (count == runs.Length)
        {
            Array.Resize(ref runs, count * 2);
        }

        runs[count++] = run;
    }

    /// <summary>Whether it told of all of these slots as present.</summary>
    public bool Holds(int first, int end)
    {
        var at = RunBehind(first);
        return at < count && !runs[at].IsLeave && runs[at].First <= first && runs[at].End >= end;
    }

    /// <summary>Whether it told of any of these slots as present.</summary>
    public bool TellsOf(int first, int end)
    {
        for (var at = RunBehind(first); at < count && runs[at].First < end; at++)
        {
            if (!runs[at].IsLeave)
            {
                return true;
            }
        }

        return false;
    }

    // The first run that ends behind the slot.
    private int RunBehind(int slot)
    {
        int low = 0, high = count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = runs[middle].End <= slot ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
