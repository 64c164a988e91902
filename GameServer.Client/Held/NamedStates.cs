using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>Where the states are held that a run names. Lives as long as the run is decoded.</summary>
internal readonly ref struct NamedStates
{
    private readonly BaselineAges ages;
    private readonly Tick tick;
    private readonly bool isChecked;
    private readonly HeldTick newest;
    private readonly HeldTick? second;
    private readonly HeldTick? third;

    public NamedStates(HeldState held, Tick snapshot, BaselineAges ages)
    {
        this.ages = ages;
        tick = snapshot + -ages.Age;
        isChecked = held.ChecksBaselines;
        newest = held.PlaceOf(tick);
        second = ages.Second > 0 ? held.PlaceOf(snapshot + -ages.Second) : null;
        third = ages.Third > 0 ? held.PlaceOf(snapshot + -ages.Third) : null;
    }

    /// <summary>The tick of the baseline.</summary>
    public Tick Tick => tick;

    /// <summary>Where the baseline is held; what is there may be of another tick.</summary>
    public HeldTick Newest => newest;

    /// <summary>Whether a slot's tick is asked for; without rule 2 whatever stands there counts.</summary>
    public bool IsChecked => isChecked;

    /// <summary>Whether the earlier states are held too, and of the same entity.</summary>
    public bool AreOf(EntityHead head, int slot) => (second is null || IsOf(head, second, slot, ages.Second)) && (third is null || IsOf(head, third, slot, ages.Third));

    /// <summary>The rows of a slot that was told of in all of them.</summary>
    public BaselineRows RowsOf(int slot) => new(ages, newest.RowAt(slot), second is null ? default : second.RowAt(slot), third is null ? default : third.RowAt(slot));

    private bool IsOf(EntityHead head, HeldTick state, int slot, int age) => state.HeadAt(slot) == head && (!isChecked || state.TickAt(slot) == tick + (ages.Age - age));
}
