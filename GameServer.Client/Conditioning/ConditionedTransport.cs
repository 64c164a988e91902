using GameServer.Client.Transport;

namespace GameServer.Client.Conditioning;

/// <summary>
/// A transport behind a simulated link: delays, loses, repeats, reorders, corrupts and rate-limits in both directions, the same
/// way for the same seed and sequence of calls. Owned by the caller's thread; what is due moves when it calls, never in between.
/// </summary>
public sealed class ConditionedTransport : IClientTransport
{
    private readonly IClientTransport _inner;
    private readonly LinkLane _up;
    private readonly LinkLane _down;
    private readonly Arrivals _arrivals;
    private double _begin = double.NaN;
    private bool _isConnected;

    /// <summary>Puts a link before a transport, which it then owns.</summary>
    /// <param name="inner">Disposed with this one.</param>
    /// <param name="profile">Throws <see cref="ArgumentException"/> when a share is outside 0 to 1 or a time negative.</param>
    /// <param name="seed">Any number; clients of one test need different ones.</param>
    public ConditionedTransport(IClientTransport inner, LinkProfile profile, ulong seed)
    {
        if (!profile.Up.IsValid || !profile.Down.IsValid)
        {
            throw new ArgumentException($"The profile {profile.Name} has a value out of range.", nameof(profile));
        }

        _inner = inner;
        Profile = profile;
        _up = new LinkLane(profile, profile.Up, seed, stream: 0);
        _down = new LinkLane(profile, profile.Down, seed, stream: 1);
        _arrivals = new Arrivals(this);
    }

    /// <summary>What the link does.</summary>
    public LinkProfile Profile { get; }

    /// <summary>What it did to what the client sent.</summary>
    public LinkCounters Up => _up.Counters;

    /// <summary>What it did to what the server sent.</summary>
    public LinkCounters Down => _down.Counters;

    /// <summary>The handshake itself is not conditioned, but news of it comes late. The profile's phases begin here.</summary>
    /// <inheritdoc cref="IClientTransport.Connect"/>
    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now)
    {
        _begin = double.IsNaN(_begin) ? now : _begin;
        _inner.Connect(host, port, hello, now);
    }

    /// <inheritdoc/>
    public void Poll(double now, IClientTransportEvents events)
    {
        Depart(now);
        _arrivals.Now = now;
        Arrive(now, events);
        _inner.Poll(now, _arrivals);
        Arrive(now, events);
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (datagram.Length > ClientTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException($"A datagram carries at most {ClientTransportLimits.PayloadBytesMax} bytes, not {datagram.Length}.", nameof(datagram));
        }

        _up.Add(datagram, now, Age(now));
        Depart(now);
    }

    /// <inheritdoc/>
    public void SendReliable(ReadOnlySpan<byte> message, double now)
    {
        if (message.Length is 0 or > ClientTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException($"A reliable message has 1 to {ClientTransportLimits.ReliableBytesMax} bytes, not {message.Length}.", nameof(message));
        }

        _up.AddReliable(ParcelKind.Reliable, message, now, Age(now));
        Depart(now);
    }

    /// <summary>At once: what is under way in either direction is forgotten.</summary>
    /// <inheritdoc cref="IClientTransport.Close"/>
    public void Close(double now)
    {
        Forget();
        _inner.Close(now);
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private double Age(double now) => double.IsNaN(_begin) ? 0 : now - _begin;

    private void Depart(double now)
    {
        while (_up.TryTake(now, out var parcel))
        {
            if (parcel.Kind == ParcelKind.Datagram)
            {
                _inner.Send(parcel.Bytes, now);
            }
            else
            {
                _inner.SendReliable(parcel.Bytes, now);
            }

            _up.Recycle(parcel);
        }
    }

    private void Arrive(double now, IClientTransportEvents events)
    {
        while (_down.TryTake(now, out var parcel))
        {
            switch (parcel.Kind)
            {
                case ParcelKind.Datagram when !_isConnected:
                    // Overtook the acceptance: a client that has not heard of it cannot read this yet.
                    break;
                case ParcelKind.Datagram:
                    events.OnDatagram(parcel.Bytes);
                    break;
                case ParcelKind.Reliable:
                    events.OnReliable(parcel.Bytes);
                    break;
                case ParcelKind.Connected:
                    _isConnected = true;
                    events.OnConnected();
                    break;
                default:
                    // What jitter left behind the goodbye must not follow it.
                    Forget();
                    events.OnClosed(parcel.Bytes, parcel.Kind == ParcelKind.Refused);
                    break;
            }

            _down.Recycle(parcel);
        }
    }

    private void Forget()
    {
        _up.Clear();
        _down.Clear();
        _isConnected = false;
    }

    /// <summary>Where the inner transport reports: into the link instead of out of it.</summary>
    private sealed class Arrivals(ConditionedTransport link) : IClientTransportEvents
    {
        internal double Now { get; set; }

        public void OnConnected() => link._down.AddReliable(ParcelKind.Connected, default, Now, link.Age(Now));

        public void OnDatagram(ReadOnlySpan<byte> datagram) => link._down.Add(datagram, Now, link.Age(Now));

        public void OnReliable(ReadOnlySpan<byte> message) => link._down.AddReliable(ParcelKind.Reliable, message, Now, link.Age(Now));

        public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) =>
            link._down.AddReliable(refused ? ParcelKind.Refused : ParcelKind.Closed, goodbye, Now, link.Age(Now));
    }
}
