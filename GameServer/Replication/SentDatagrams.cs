using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Replication;

/// <summary>Neighbouring slots that one datagram told of: as present, or as gone.</summary>
internal readonly record struct SentRun(ushort First, ushort Count, bool IsLeave)
{
    public static SentRun From(in Run run) => new((ushort)run.First, (ushort)run.Count, run.Kind == RunKind.Leave);
}

/// <summary>What one datagram carried, until its fate is known.</summary>
internal sealed class SentDatagram
{
    private SentRun[] runs = new SentRun[4];
    private int count;

    public ulong Sequence { get; private set; }

    public Tick Tick { get; private set; }

    public bool IsSettled { get; set; } = true;

    public ReadOnlySpan<SentRun> Runs => runs.AsSpan(0, count);

    public void Begin(ulong sequence, Tick tick)
    {
        Sequence = sequence;
        Tick = tick;
        IsSettled = false;
        count = 0;
    }

    public void Add(SentRun run)
    {
        if (count == runs.Length)
        {
            Array.Resize(ref runs, count * 2);
        }

        runs[count++] = run;
    }
}
