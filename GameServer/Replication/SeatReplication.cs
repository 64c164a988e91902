using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>Everything that replication keeps for one seat. Owned by the room's thread.</summary>
internal sealed class SeatReplication(History history, ExactnessRules rules, double bytesPerSecondMax = double.PositiveInfinity)
{
    private readonly SlotSet view = new();
    private bool isAllTold;

    public AckTracker Acks { get; } = new(history, rules);

    public RateController Rate { get; } = new(bytesPerSecondMax);

    /// <summary>What the path takes: the rate controller's word, kept where every snapshot finds it.</summary>
    public double BytesPerSecond { get; private set; } = bytesPerSecondMax;

    public ByteBudget Budget;

    /// <summary>What the seat saw with the newest snapshot.</summary>
    public SlotSet View => isAllTold ? Acks.NewestPresent : view;

    /// <summary>What came into view and was not told of yet, for want of room.</summary>
    public WaitingSlots Waiting { get; } = new();

    /// <summary>Who looks at what becomes of one entity; null when nobody does.</summary>
    public EntityWatch? Watch { get; set; }

    /// <summary>Whether not everything fitted into the last snapshot.</summary>
    public bool IsShort { get; set; }

    /// <summary>Into which datagrams the last snapshot that took everything went, and the next is to go: nearly always into one.</summary>
    public SlotSplit Split { get; set; }

    /// <summary>A snapshot was sent to a seat that sees this, and told of so much of it: nearly always of all in one datagram, and then it is known from there.</summary>
    public void Saw(SlotSet now, SlotSet told, int datagrams)
    {
        isAllTold = datagrams == 1 && told.IsLike(now);
        if (!isAllTold)
        {
            now.CopyTo(view);
        }
    }

    /// <summary>An ack has come; see <see cref="RateController.OnAck"/>.</summary>
    public bool OnAck(long now, long sent, double delaySeconds)
    {
        var isCut = Rate.OnAck(now, Acks.WireBytesConfirmed, sent, delaySeconds);
        BytesPerSecond = Rate.BytesPerSecond;
        return isCut;
    }

    public void Forget()
    {
        Acks.Forget();
        Rate.Forget(Acks.WireBytesConfirmed);
        BytesPerSecond = Rate.BytesPerSecond;
        isAllTold = IsShort = false;
        Split = default;
        view.Clear();
    }
}
