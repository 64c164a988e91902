namespace GameServer.Protocol.Snapshots;

/// <summary>
/// The seven rules that make acks, baselines and hashes exact on any network. All of them hold, always; they can be switched
/// off one by one for the tests that prove each is needed. PROTOCOL.md says what each one means.
/// </summary>
[Flags]
internal enum ExactnessRules
{
    None = 0,

    /// <summary>Rule 1: per entity the newest tick wins, on both ends.</summary>
    NewestTickWins = 1,

    /// <summary>Rule 2: every baseline that a datagram names is checked before any of it is applied.</summary>
    BaselinesAreChecked = 2,

    /// <summary>Rule 3: a hash counts only with the newest ack.</summary>
    HashGoesWithNewestAck = 4,

    /// <summary>Rule 4: what leaves the ack window unreported may have been applied.</summary>
    UnreportedIsUncertain = 8,

    /// <summary>Rule 5: a delta never crosses a generation, and leaves are repeated until acknowledged.</summary>
    DeltaStaysWithItsEntity = 16,

    /// <summary>Rule 6: after a mismatch nothing that differs is a baseline, nor what came after it, and what differs is told anew.</summary>
    RepairTellsEverything = 32,

    /// <summary>Rule 7: the hash of what a slot was acknowledged with is kept, not looked up; a client computes its own anew.</summary>
    AckedHashIsKept = 64,

    All = 127,
}

/// <summary>Reads better than bits.</summary>
internal static class ExactnessRulesExtensions
{
    public static bool Has(this ExactnessRules rules, ExactnessRules rule) => (rules & rule) != 0;
}
