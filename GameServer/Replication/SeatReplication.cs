using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>Everything that replication keeps for one seat. Owned by the room's thread.</summary>
internal sealed class SeatReplication(History history, ExactnessRules rules)
{
    public AckTracker Acks { get; } = new(history, rules);

    public ByteBudget Budget { get; } = new();

    /// <summary>What the seat sees now, and what it saw with the snapshot before.</summary>
    public SlotSet View { get; private set; } = new();

    public SlotSet ViewBefore { get; private set; } = new();

    public void TurnView() => (View, ViewBefore) = (ViewBefore, View);

    public void Forget()
    {
        Acks.Forget();
        View.Clear();
        ViewBefore.Clear();
    }
}

/// <summary>
/// A client's bytes per second as a token bucket that holds one datagram: what was not used by a snapshot does not turn into
/// a burst later.
/// </summary>
internal sealed class ByteBudget
{
    private double tokens;

    /// <summary>Bytes that this snapshot may use.</summary>
    public int Next(double bytesPerSnapshot, int datagramBytesMax)
    {
        tokens = Math.Min(tokens + bytesPerSnapshot, Math.Max(bytesPerSnapshot, datagramBytesMax));
        return (int)Math.Min(tokens, datagramBytesMax);
    }

    public void Spend(int bytes) => tokens -= bytes;
}
