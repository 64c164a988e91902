using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Client.Held;

/// <summary>Where the states are held that a run names. Lives as long as the run is decoded.</summary>
internal readonly ref struct NamedStates
{
    private readonly BaselineAges ages;
    private readonly bool isChecked;
    private readonly HeldTick newest;
    private readonly HeldTick? second;
    private readonly HeldTick? third;

    public NamedStates(HeldState held, Tick snapshot, BaselineAges ages)
    {
        this.ages = ages;
        isChecked = held.ChecksBaselines;
        newest = held.PlaceOf(snapshot + -ages.Age);
        second = ages.Second > 0 ? held.PlaceOf(snapshot + -ages.Second) : null;
        third = ages.Third > 0 ? held.PlaceOf(snapshot + -ages.Third) : null;

        // Where a newer tick has taken a place, nobody can say what the one named told of.
        AreHeld = !isChecked || (newest.Tick == snapshot + -ages.Age
            && (second is null || second.Tick == snapshot + -ages.Second)
            && (third is null || third.Tick == snapshot + -ages.Third));
    }

    /// <summary>Whether the places are of the ticks named; without rule 2 whatever stands there counts.</summary>
    public bool AreHeld { get; }

    /// <summary>Whether the baseline is the only state named.</summary>
    public bool IsOne => second is null;

    public BaselineAges Ages => ages;

    /// <summary>Where the baseline is held.</summary>
    public HeldTick Newest => newest;

    /// <summary>Which of 64 slots the baseline told of.</summary>
    public ulong SlotsAt(int word) => SlotsOf(newest, word);

    /// <summary>Whether the earlier states of these slots are held too, and are of the same entities.</summary>
    public bool AreOf(int word, ulong slots) => (second is null || AreOf(second, word, slots)) && (third is null || AreOf(third, word, slots));

    /// <summary>The rows of a slot that was told of in all of them.</summary>
    public BaselineRows RowsOf(int slot) => new(ages, newest.RowAt(slot), second is null ? default : second.RowAt(slot), third is null ? default : third.RowAt(slot));

    private ulong SlotsOf(HeldTick place, int word) => isChecked ? place.ToldAt(word) : place.FilledAt(word);

    private bool AreOf(HeldTick place, int word, ulong slots)
    {
        // Where none is asked for there may be no room either.
        if (slots == 0 || (slots & ~SlotsOf(place, word)) != 0)
        {
            return slots == 0;
        }

        var heads = newest.HeadsFrom(word);
        var theirs = place.HeadsFrom(word);
        for (; slots != 0; slots &= slots - 1)
        {
            var at = BitMath.LowestBit(slots);
            if (heads[at] != theirs[at])
            {
                return false;
            }
        }

        return true;
    }
}
