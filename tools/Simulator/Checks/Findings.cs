namespace GameServer.Tools.Simulator.Checks;

/// <summary>What the checkers of one match found, and how much they looked at: silence of one who saw nothing is no health.</summary>
internal sealed class Findings(Func<double> seconds)
{
    private const int KeptMax = 16;

    private readonly List<Violation> kept = [];

    /// <summary>The first few.</summary>
    public IReadOnlyList<Violation> Kept => kept;

    public long Violations { get; private set; }

    /// <summary>Rows that clients applied and that were compared with the server's history.</summary>
    public long RowsCompared { get; set; }

    /// <summary>Rows of which it was checked that their seat may see them.</summary>
    public long RowsSeen { get; set; }

    /// <summary>Inputs that a tick executed and that were compared with what the client meant for it.</summary>
    public long InputsCompared { get; set; }

    /// <summary>Presses that reached the server.</summary>
    public long Presses { get; set; }

    public long DuplicateEdges { get; set; }

    public long LostEdges { get; set; }

    /// <summary>Ticks of an avatar that nothing but its own player's inputs, in time, had a part in, and whose prediction was compared.</summary>
    public long UndisturbedTicks { get; set; }

    /// <summary>Bits in which those differed.</summary>
    public long CorrectionBits { get; set; }

    /// <summary>From a wrong prediction to its correction, in ms.</summary>
    public List<float> CorrectionMs { get; } = [];

    /// <summary>Hashes that differed because a client's memory was made bad.</summary>
    public long DesyncsOfFlips { get; set; }

    /// <summary>Bounds that were looked at.</summary>
    public long BoundsChecked { get; set; }

    /// <summary>Ticks of seats that were watched after the faults had stopped.</summary>
    public long CalmTicks { get; set; }

    public void Add(string checker, int client, string detail)
    {
        Violations++;
        if (kept.Count < KeptMax)
        {
            kept.Add(new Violation(seconds(), client, checker, detail));
        }
    }
}
