using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>Everything that replication keeps for one seat. Owned by the room's thread.</summary>
internal sealed class SeatReplication(History history, ExactnessRules rules, double bytesPerSecondMax = double.PositiveInfinity)
{
    public AckTracker Acks { get; } = new(history, rules);

    public ByteBudget Budget { get; } = new();

    public RateController Rate { get; } = new(bytesPerSecondMax);

    /// <summary>What the seat sees now, and what it saw with the snapshot before.</summary>
    public SlotSet View { get; private set; } = new();

    public SlotSet ViewBefore { get; private set; } = new();

    /// <summary>What came into view and was not told of yet, for want of room.</summary>
    public WaitingSlots Waiting { get; } = new();

    /// <summary>Who looks at what becomes of one entity; null when nobody does.</summary>
    public EntityWatch? Watch { get; set; }

    /// <summary>Whether not everything fitted into the last datagram.</summary>
    public bool IsShort { get; set; }

    public void TurnView() => (View, ViewBefore) = (ViewBefore, View);

    public void Forget()
    {
        Acks.Forget();
        Rate.Forget(Acks.WireBytesConfirmed);
        View.Clear();
        ViewBefore.Clear();
    }
}
