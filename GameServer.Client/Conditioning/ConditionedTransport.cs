using GameServer.Client.Transport;

namespace GameServer.Client.Conditioning;

/// <summary>
/// A transport behind a simulated link: delays, loses, repeats, reorders, corrupts and rate-limits in both directions, the same
/// way for the same seed and sequence of calls. Owned by the caller's thread; what is due moves when it calls, never in between.
/// </summary>
public sealed class ConditionedTransport : IClientTransport
{
    private readonly IClientTransport inner;
    private readonly LinkLane up;
    private readonly LinkLane down;
    private readonly Arrivals arrivals;
    private double begin = double.NaN;
    private bool isConnected;

    /// <summary>Puts a link before a transport, which it then owns.</summary>
    /// <param name="inner">Disposed with this one.</param>
    /// <param name="profile">Throws <see cref="ArgumentException"/> when a share is outside 0 to 1 or a time negative.</param>
    /// <param name="seed">Any number; clients of one test need different ones.</param>
    public ConditionedTransport(IClientTransport inner, LinkProfile profile, ulong seed)
    {
        this.inner = inner;
        Profile = Valid(profile);
        up = new LinkLane(profile, profile.Up, seed, stream: 0);
        down = new LinkLane(profile, profile.Down, seed, stream: 1);
        arrivals = new Arrivals(this);
    }

    /// <summary>What the link does.</summary>
    public LinkProfile Profile { get; private set; }

    /// <summary>What it did to what the client sent.</summary>
    public LinkCounters Up => up.Counters;

    /// <summary>What it did to what the server sent.</summary>
    public LinkCounters Down => down.Counters;

    /// <summary>When the next parcel to the server is due, in seconds; infinite when none is under way.</summary>
    internal double NextDeparture => up.NextDue;

    /// <summary>The handshake itself is not conditioned, but news of it comes late. The profile's phases begin here.</summary>
    /// <inheritdoc cref="IClientTransport.Connect"/>
    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now)
    {
        begin = double.IsNaN(begin) ? now : begin;
        inner.Connect(host, port, hello, now);
    }

    /// <inheritdoc/>
    public void Poll(double now, IClientTransportEvents events)
    {
        Depart(now);
        Arrive(now, events);
        TakeIn(now);
        Arrive(now, events);
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (datagram.Length > ClientTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException($"A datagram carries at most {ClientTransportLimits.PayloadBytesMax} bytes, not {datagram.Length}.", nameof(datagram));
        }

        up.Add(datagram, now, Age(now));
        Depart(now);
    }

    /// <inheritdoc/>
    public void SendReliable(ReadOnlySpan<byte> message, double now)
    {
        if (message.Length is 0 or > ClientTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException($"A reliable message has 1 to {ClientTransportLimits.ReliableBytesMax} bytes, not {message.Length}.", nameof(message));
        }

        up.AddReliable(ParcelKind.Reliable, message, now, Age(now));
        Depart(now);
    }

    /// <summary>At once: what is under way in either direction is forgotten.</summary>
    /// <inheritdoc cref="IClientTransport.Close"/>
    public void Close(double now)
    {
        Forget();
        inner.Close(now);
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    /// <summary>Becomes another link for all that enters it from now on; what is under way stays so. The profile's phases begin anew.</summary>
    internal void Become(LinkProfile profile, double now)
    {
        Profile = Valid(profile);
        up.Become(profile, profile.Up);
        down.Become(profile, profile.Down);
        begin = now;
    }

    /// <summary>Hands on to the server what is due. Only a simulation can: outside of one, time passes for this link when its client polls.</summary>
    internal void Depart(double now)
    {
        while (up.TryTake(now, out var parcel))
        {
            if (parcel.Kind == ParcelKind.Datagram)
            {
                inner.Send(parcel.Bytes, now);
            }
            else
            {
                inner.SendReliable(parcel.Bytes, now);
            }

            up.Recycle(parcel);
        }
    }

    /// <summary>Takes what the server has just sent into the link.</summary>
    internal void TakeIn(double now)
    {
        arrivals.Now = now;
        inner.Poll(now, arrivals);
    }

    private static LinkProfile Valid(LinkProfile profile) =>
        profile.Up.IsValid && profile.Down.IsValid ? profile : throw new ArgumentException($"The profile {profile.Name} has a value out of range.", nameof(profile));

    private double Age(double now) => double.IsNaN(begin) ? 0 : now - begin;

    private void Arrive(double now, IClientTransportEvents events)
    {
        while (down.TryTake(now, out var parcel))
        {
            switch (parcel.Kind)
            {
                case ParcelKind.Datagram when !isConnected:
                    // Overtook the acceptance: a client that has not heard of it cannot read this yet.
                    break;
                case ParcelKind.Datagram:
                    events.OnDatagram(parcel.Bytes);
                    break;
                case ParcelKind.Reliable:
                    events.OnReliable(parcel.Bytes);
                    break;
                case ParcelKind.Connected:
                    isConnected = true;
                    events.OnConnected();
                    break;
                default:
                    // What jitter left behind the goodbye must not follow it.
                    Forget();
                    events.OnClosed(parcel.Bytes, parcel.Kind == ParcelKind.Refused);
                    break;
            }

            down.Recycle(parcel);
        }
    }

    private void Forget()
    {
        up.Clear();
        down.Clear();
        isConnected = false;
    }

    /// <summary>Where the inner transport reports: into the link instead of out of it.</summary>
    private sealed class Arrivals(ConditionedTransport link) : IClientTransportEvents
    {
        internal double Now { get; set; }

        public void OnConnected() => link.down.AddReliable(ParcelKind.Connected, default, Now, link.Age(Now));

        public void OnDatagram(ReadOnlySpan<byte> datagram) => link.down.Add(datagram, Now, link.Age(Now));

        public void OnReliable(ReadOnlySpan<byte> message) => link.down.AddReliable(ParcelKind.Reliable, message, Now, link.Age(Now));

        public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) =>
            link.down.AddReliable(refused ? ParcelKind.Refused : ParcelKind.Closed, goodbye, Now, link.Age(Now));
    }
}
