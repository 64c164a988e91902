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

    private LinkProfile profile;
    private LinkDirection direction;
    private readonly DelayQueue queue = new(ParcelsMax, SmallBufferBytes);
    private RoomRandom random;
    private LossChain loss;
    private long newestOrder = -1;
    private double capacityFreeAt = double.NegativeInfinity;
    private double lastReliableDue = double.NegativeInfinity;

    internal LinkLane(LinkProfile profile, LinkDirection direction, ulong seed, ulong stream)
    {
        this.profile = profile;
        this.direction = direction;
        random = new RoomRandom(seed, stream);
        loss = new LossChain(direction.LossShare, direction.LossBurstMean);
    }

    internal LinkCounters Counters { get; } = new();

    /// <summary>Parcels that have entered and not yet left.</summary>
    internal int UnderWay => queue.Count;

    /// <summary>When the first is due, in seconds on the caller's clock; infinite when none is under way.</summary>
    internal double NextDue => queue.NextDue;

    /// <summary>Does something else to what enters from now on.</summary>
    internal void Become(LinkProfile next, LinkDirection way)
    {
        (profile, direction) = (next, way);
        loss = new LossChain(way.LossShare, way.LossBurstMean);
    }

    /// <summary>A datagram enters the link.</summary>
    /// <param name="bytes">Copied.</param>
    /// <param name="now">Seconds on the caller's clock.</param>
    /// <param name="age">Seconds since the link began: where its phases are.</param>
    internal void Add(ReadOnlySpan<byte> bytes, double now, double age)
    {
        Counters.Offered++;
        var phase = profile.PhaseAt(age, out var left);
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

        if (loss.IsNextLost(ref random))
        {
            Counters.Lost++;
            return;
        }

        var copies = Happens(direction.DuplicateShare) ? 2 : 1;
        Counters.Duplicated += copies - 1;
        for (; copies > 0; copies--)
        {
            var delay = wait + DrawDelay(phase, left);
            if (Happens(direction.ReorderShare))
            {
                delay += direction.ReorderSeconds;
            }

            Enqueue(bytes, now + delay);
        }
    }

    /// <summary>A reliable message or an event enters the link: as late as a datagram, a round trip later if lost, never out of order.</summary>
    internal void AddReliable(ParcelKind kind, ReadOnlySpan<byte> bytes, double now, double age)
    {
        var phase = profile.PhaseAt(age, out var left);
        var delay = DrawDelay(phase, left);
        if (phase is { IsOutage: true })
        {
            delay += left;
        }

        if (loss.IsNextLost(ref random))
        {
            Counters.ReliableResent++;
            delay += profile.RoundTripSeconds;
        }

        lastReliableDue = Math.Max(lastReliableDue, now + delay);
        if (!queue.TryAdd(lastReliableDue, kind, bytes, out _))
        {
            throw new InvalidOperationException($"More than {ParcelsMax} messages are under way on the link {profile.Name}.");
        }
    }

    internal bool TryTake(double now, out Parcel parcel)
    {
        if (!queue.TryTake(now, out parcel))
        {
            return false;
        }

        if (parcel.Kind == ParcelKind.Datagram)
        {
            Counters.Delivered++;
            Counters.Reordered += parcel.Order < newestOrder ? 1 : 0;
            newestOrder = Math.Max(newestOrder, parcel.Order);
        }

        return true;
    }

    internal void Recycle(in Parcel parcel) => queue.Recycle(parcel);

    internal void Clear()
    {
        queue.Clear();
        lastReliableDue = double.NegativeInfinity;
    }

    private void Enqueue(ReadOnlySpan<byte> bytes, double due)
    {
        if (!queue.TryAdd(due, ParcelKind.Datagram, bytes, out var copy))
        {
            Counters.QueueDropped++;
        }
        else if (copy.Length > 0 && Happens(direction.CorruptShare))
        {
            Counters.Corrupted++;
            var bit = random.NextInt(8 * copy.Length);
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>A line that sends one byte after the other: what comes while it is busy waits, or is dropped when the wait is too long.</summary>
    private bool TryPassCapacity(int length, double now, LinkPhase? phase, out double wait)
    {
        wait = 0;
        var bytesPerSecond = phase is { BytesPerSecond: > 0 } ? phase.BytesPerSecond : direction.BytesPerSecond;
        if (bytesPerSecond <= 0)
        {
            return true;
        }

        var start = Math.Max(now, capacityFreeAt);
        if (start - now > direction.QueueSeconds)
        {
            return false;
        }

        capacityFreeAt = start + ((length + WireHeaderBytes) / bytesPerSecond);
        wait = capacityFreeAt - now;
        return true;
    }

    private double DrawDelay(LinkPhase? phase, double left)
    {
        var delay = direction.DelaySeconds;
        if (direction.JitterSeconds > 0)
        {
            delay = Math.Max(0, delay + (direction.JitterSeconds * ((2 * random.NextFloat()) - 1)));
        }

        if (phase is not null)
        {
            delay += phase.ExtraDelaySeconds + (phase.IsStall ? left : 0);
        }

        return delay;
    }

    private bool Happens(double share) => share > 0 && random.NextFloat() < share;
}
