using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Numerics;

namespace GameServer.Client.Conditioning;

/// <summary>
/// One direction of a conditioned link: draws each datagram's fate and keeps it until it is due. Deterministic in its seed and
/// the sequence of calls. Owned by the link's thread.
/// </summary>
internal sealed class LinkLane
{
    // 1 s at 60 Hz is 60 datagrams; what exceeds this is a mistake, not a network.
    private const int ParcelsMax = 4096;
    private const int SmallBufferBytes = DatagramLimits.DatagramBytesMax;
    private const int WireHeaderBytes = 28;

    private readonly LinkProfile _profile;
    private readonly LinkDirection _direction;
    private readonly DelayQueue _queue = new(ParcelsMax, SmallBufferBytes);
    private RoomRandom _random;
    private LossChain _loss;
    private double _capacityFreeAt = double.NegativeInfinity;
    private double _lastReliableDue = double.NegativeInfinity;

    internal LinkLane(LinkProfile profile, LinkDirection direction, ulong seed, ulong stream)
    {
        _profile = profile;
        _direction = direction;
        _random = new RoomRandom(seed, stream);
        _loss = new LossChain(direction.LossShare, direction.LossBurstMean);
    }

    internal LinkCounters Counters { get; } = new();

    /// <summary>A datagram enters the link.</summary>
    /// <param name="bytes">Copied.</param>
    /// <param name="now">Seconds on the caller's clock.</param>
    /// <param name="age">Seconds since the link began: where its phases are.</param>
    internal void Add(ReadOnlySpan<byte> bytes, double now, double age)
    {
        Counters.Offered++;
        var phase = _profile.PhaseAt(age, out var left);
        if (phase is { IsOutage: true })
        {
            Counters.LostInOutage++;
            return;
        }

        if (!TryPassCapacity(bytes.Length, now, phase, out var wait))
        {
            Counters.RateDropped++;
            return;
        }

        if (_loss.IsNextLost(ref _random))
        {
            Counters.Lost++;
            return;
        }

        var copies = Happens(_direction.DuplicateShare) ? 2 : 1;
        Counters.Duplicated += copies - 1;
        for (; copies > 0; copies--)
        {
            var delay = wait + DrawDelay(phase, left);
            if (Happens(_direction.ReorderShare))
            {
                delay += _direction.ReorderSeconds;
            }

            Enqueue(bytes, now + delay);
        }
    }

    /// <summary>A reliable message or an event enters the link: as late as a datagram, a round trip later if lost, never out of order.</summary>
    internal void AddReliable(ParcelKind kind, ReadOnlySpan<byte> bytes, double now, double age)
    {
        var phase = _profile.PhaseAt(age, out var left);
        var delay = DrawDelay(phase, left);
        if (phase is { IsOutage: true })
        {
            delay += left;
        }

        if (_loss.IsNextLost(ref _random))
        {
            Counters.ReliableResent++;
            delay += _profile.RoundTripSeconds;
        }

        _lastReliableDue = Math.Max(_lastReliableDue, now + delay);
        if (!_queue.TryAdd(_lastReliableDue, kind, bytes, out _))
        {
            throw new InvalidOperationException($"More than {ParcelsMax} messages are under way on the link {_profile.Name}.");
        }
    }

    internal bool TryTake(double now, out Parcel parcel)
    {
        if (!_queue.TryTake(now, out parcel))
        {
            return false;
        }

        Counters.Delivered += parcel.Kind == ParcelKind.Datagram ? 1 : 0;
        return true;
    }

    internal void Recycle(in Parcel parcel) => _queue.Recycle(parcel);

    internal void Clear()
    {
        _queue.Clear();
        _lastReliableDue = double.NegativeInfinity;
    }

    private void Enqueue(ReadOnlySpan<byte> bytes, double due)
    {
        if (!_queue.TryAdd(due, ParcelKind.Datagram, bytes, out var copy))
        {
            Counters.QueueDropped++;
        }
        else if (copy.Length > 0 && Happens(_direction.CorruptShare))
        {
            Counters.Corrupted++;
            var bit = _random.NextInt(8 * copy.Length);
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>A line that sends one byte after the other: what comes while it is busy waits, or is dropped when the wait is too long.</summary>
    private bool TryPassCapacity(int length, double now, LinkPhase? phase, out double wait)
    {
        wait = 0;
        var bytesPerSecond = phase is { BytesPerSecond: > 0 } ? phase.BytesPerSecond : _direction.BytesPerSecond;
        if (bytesPerSecond <= 0)
        {
            return true;
        }

        var start = Math.Max(now, _capacityFreeAt);
        if (start - now > _direction.QueueSeconds)
        {
            return false;
        }

        _capacityFreeAt = start + ((length + WireHeaderBytes) / bytesPerSecond);
        wait = _capacityFreeAt - now;
        return true;
    }

    private double DrawDelay(LinkPhase? phase, double left)
    {
        var delay = _direction.DelaySeconds;
        if (_direction.JitterSeconds > 0)
        {
            delay = Math.Max(0, delay + (_direction.JitterSeconds * ((2 * _random.NextFloat()) - 1)));
        }

        if (phase is not null)
        {
            delay += phase.ExtraDelaySeconds + (phase.IsStall ? left : 0);
        }

        return delay;
    }

    private bool Happens(double share) => share > 0 && _random.NextFloat() < share;
}
