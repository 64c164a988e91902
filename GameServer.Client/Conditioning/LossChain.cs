using GameServer.Simulation.Numerics;

namespace GameServer.Client.Conditioning;

/// <summary>
/// Which datagrams are lost: the Gilbert-Elliott chain with loss 1 in the bad state and 0 in the good (Gilbert, "Capacity of a
/// Burst-Noise Channel", 1960). Left with probability 1/mean, the bad state lasts `mean` on average.
/// </summary>
internal struct LossChain
{
    private readonly double leave;
    private readonly double enter;
    private readonly double share;
    private readonly bool independent;
    private bool bad;

    internal LossChain(double share, double burstMean)
    {
        this.share = share;
        independent = burstMean <= 1 || share >= 1;
        leave = 1 / burstMean;

        // From share = enter / (enter + leave), the chain's long run.
        enter = share >= 1 ? 1 : Math.Min(1, share * leave / (1 - share));
        bad = false;
    }

    internal bool IsNextLost(ref RoomRandom random)
    {
        if (share <= 0)
        {
            return false;
        }

        if (independent)
        {
            return random.NextFloat() < share;
        }

        bad = bad ? random.NextFloat() >= leave : random.NextFloat() < enter;
        return bad;
    }
}
