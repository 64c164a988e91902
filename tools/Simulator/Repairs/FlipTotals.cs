namespace GameServer.Tools.Simulator.Repairs;

/// <summary>What became of flipped bits, over any number of matches.</summary>
internal sealed class FlipTotals
{
    private readonly List<double> repairMs = [];

    /// <summary>In the newest state of a slot, after the frame's snapshots and before its hash was taken.</summary>
    public long Flipped { get; set; }

    /// <summary>Those that were to be found: the others nobody could tell the server of.</summary>
    public long Flips => Flipped - Replaced - Unfinished;

    /// <summary>Of those, in a head: generation, kind or owner.</summary>
    public long HeadFlips { get; set; }

    /// <summary>Flips with which the bits of the hash that travel are by chance what they were: no ack of that moment can show them.</summary>
    public long Alike { get; set; }

    public long Found { get; set; }

    /// <summary>By the first ack after the flip whose hash could be compared.</summary>
    public long FoundByFirstAck { get; set; }

    public long Repaired { get; set; }

    /// <summary>Flips that no ack which reached the server told of: it was lost, and the state was replaced before the next.</summary>
    public long Replaced { get; set; }

    /// <summary>The last players' flips when a match ended: nothing can be said of them.</summary>
    public long Unfinished { get; set; }

    /// <summary>Flips in states that were no longer the newest, and were not hashed any more.</summary>
    public long HistoryFlips { get; set; }

    /// <summary>Of those, flips that something was decoded against, and an ack that told of it reached the server.</summary>
    public long HistoryUsed { get; set; }

    public long HistoryFound { get; set; }

    public long HistoryRepaired { get; set; }

    /// <summary>Flips whose slot, field and values the server could tell.</summary>
    public long Reported { get; set; }

    /// <summary>Slots told of anew.</summary>
    public long SlotsRepaired { get; set; }

    /// <summary>Repairs that told everything anew.</summary>
    public long RepairedWhole { get; set; }

    public long Disconnects { get; set; }

    /// <summary>Slots of the largest room.</summary>
    public int Slots { get; set; }

    public double SimulatedSeconds { get; set; }

    /// <summary>From a flip to the first datagram after which everything held is right and stays so.</summary>
    public void AddRepair(double ms) => repairMs.Add(ms);

    /// <summary>The time that this share of the repairs stayed below.</summary>
    public double RepairMs(double share)
    {
        repairMs.Sort();
        return repairMs.Count == 0 ? 0 : repairMs[(int)Math.Ceiling(share * (repairMs.Count - 1))];
    }
}
