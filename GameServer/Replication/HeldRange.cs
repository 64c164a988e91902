using GameServer.Simulation.Identity;

namespace GameServer.Replication;

/// <summary>
/// Slots of a stretch about which one and the same is known of a client. Those in between of which nothing is known, since the client was never told
/// of them or is past it, are none of its: a client that sees every seventh slot has one range all the same.
/// </summary>
internal struct HeldRange
{
    /// <summary>What is known of a slot of which nothing is.</summary>
    public static readonly HeldRange Nothing;

    public int First;
    public int End;

    /// <summary>How many of these slots anything is known of.</summary>
    public int Count;

    /// <summary>The newest tick acknowledged, as present or as gone; zero for none.</summary>
    public Tick Acked;

    /// <summary>The datagram that did it.</summary>
    public ulong AckedBy;

    /// <summary>A tick that the client may or may not hold; zero for none.</summary>
    public Tick Uncertain;

    /// <summary>Nothing up to this tick is a baseline: the client's memory of it was found to be bad. Zero for never.</summary>
    public Tick Mark;

    /// <summary>The tick at which they were last told of as present; zero for never.</summary>
    public Tick SentPresent;

    /// <summary>Whether they were acknowledged as present rather than as gone.</summary>
    public bool IsPresent;

    /// <summary>Whether the hash of each row was put aside, since the history is about to forget their tick.</summary>
    public bool IsKept;

    /// <summary>Sum of the hashes of the rows acknowledged.</summary>
    public ulong Hash;

    /// <summary>The tick whose state the client holds for certain, to write a delta against; zero when there is none.</summary>
    public readonly Tick Baseline => IsPresent && Acked > Mark ? Acked : Tick.Zero;

    /// <summary>Only what is acknowledged newer than the doubt ends it.</summary>
    public readonly bool IsUncertain => Uncertain > Tick.Zero && Uncertain >= Acked;

    /// <summary>Whether the client has, or might have, entities there.</summary>
    public readonly bool MayHold => IsPresent || SentPresent > Acked || IsUncertain;

    /// <summary>
    /// Whether nothing more need be known: the client has nothing there, and none of the datagrams up to the one that emptied it can still be found to
    /// have arrived.
    /// </summary>
    public readonly bool IsPast(ulong oldestUnsettled) =>
        !IsPresent && Acked > Tick.Zero && AckedBy < oldestUnsettled && SentPresent <= Acked && !IsUncertain;

    public readonly bool IsLike(in HeldRange other) =>
        Acked == other.Acked && AckedBy == other.AckedBy && Uncertain == other.Uncertain && SentPresent == other.SentPresent && IsPresent == other.IsPresent && IsKept == other.IsKept && Mark == other.Mark;
}
