using GameServer.Simulation.Numerics;

namespace GameServer.Client.Conditioning;

/// <summary>
/// Which datagrams are lost: the Gilbert-Elliott chain with loss 1 in the bad state and 0 in the good (Gilbert, "Capacity of a
/// Burst-Noise Channel", 1960). Left with probability 1/mean, the bad state lasts `mean` on average.
/// </summary>
internal struct LossChain
{
    private readonly double _leave;
    private readonly double _enter;
    private readonly double _share;
    private readonly bool _independent;
    private bool _bad;

    internal LossChain(double share, double burstMean)
    {
        _share = share;
        _independent = burstMean <= 1 || share >= 1;
        _leave = 1 / burstMean;

        // From share = enter / (enter + leave), the chain's long run.
        _enter = share >= 1 ? 1 : Math.Min(1, share * _leave / (1 - share));
        _bad = false;
    }

    internal bool IsNextLost(ref RoomRandom random)
    {
        if (_share <= 0)
        {
            return false;
        }

        if (_independent)
        {
            return random.NextFloat() < _share;
        }

        _bad = _bad ? random.NextFloat() >= _leave : random.NextFloat() < _enter;
        return _bad;
    }
}
