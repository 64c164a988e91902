using System.Text.Json.Nodes;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What many seeds came to together.</summary>
internal sealed class RunTotals
{
    private readonly List<float> corrections = [];
    private long rows;
    private long rowsSeen;
    private long inputs;
    private long presses;
    private long bounds;
    private long calmTicks;
    private ReplicationCounters replication;
    private SeatCounters seats;

    public double SimulatedSeconds { get; private set; }

    public ref readonly ReplicationCounters Replication => ref replication;

    /// <summary>Hashes that differed though nobody had made a client's memory bad.</summary>
    public long Desyncs => replication.Desyncs - DesyncsOfFlips;

    public long DesyncsOfFlips { get; private set; }

    public long Violations { get; private set; }

    public ulong? FirstFailingSeed { get; private set; }

    public long DuplicateEdges { get; private set; }

    public long LostEdges { get; private set; }

    public long CorrectionBits { get; private set; }

    public long UndisturbedTicks { get; private set; }

    public int Corrections => corrections.Count;

    public double HashShare => replication.Acks == 0 ? 0 : (double)replication.HashChecks / replication.Acks;

    public double InputsMissedRatio
    {
        get
        {
            var missed = seats.InputsRepeated + seats.InputsNeutral;
            return missed == 0 ? 0 : (double)missed / (missed + seats.InputsFresh);
        }
    }

    public void Add(SeedResult result)
    {
        var findings = result.Findings;
        SimulatedSeconds += result.SimulatedSeconds;
        replication.Add(result.Replication);
        seats.Add(result.Inputs);
        DesyncsOfFlips += findings.DesyncsOfFlips;
        Violations += findings.Violations;
        FirstFailingSeed = findings.Violations > 0 ? Math.Min(FirstFailingSeed ?? ulong.MaxValue, result.Seed) : FirstFailingSeed;
        DuplicateEdges += findings.DuplicateEdges;
        LostEdges += findings.LostEdges;
        CorrectionBits += findings.CorrectionBits;
        UndisturbedTicks += findings.UndisturbedTicks;
        corrections.AddRange(findings.CorrectionMs);
        rows += findings.RowsCompared;
        rowsSeen += findings.RowsSeen;
        inputs += findings.InputsCompared;
        presses += findings.Presses;
        bounds += findings.BoundsChecked;
        calmTicks += findings.CalmTicks;
    }

    /// <summary>The time that this share of the corrections stayed below, in ms; 0 when there were none.</summary>
    public double CorrectionMs(double share)
    {
        corrections.Sort();
        return corrections.Count == 0 ? 0 : Math.Round(corrections[(int)(share * (corrections.Count - 1))], 1);
    }

    /// <summary>How much the checkers looked at.</summary>
    public JsonObject Checked() => new()
    {
        ["rowsCompared"] = rows,
        ["rowsAllowed"] = rowsSeen,
        ["inputs"] = inputs,
        ["presses"] = presses,
        ["bounds"] = bounds,
        ["calmTicks"] = calmTicks,
    };
}
