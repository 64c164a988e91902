using GameServer.Client.Conditioning;
using GameServer.Client.Transport;
using GameServer.Tools.Simulator.Timing;

namespace GameServer.Tools.Simulator.Links;

/// <summary>
/// A client's way to the server in a simulation. Runs on the simulation's time, whatever the client's own clock says, and moves
/// its parcels when they are due instead of when the client next looks.
/// </summary>
internal sealed class SimulatedLink : IClientTransport
{
    private readonly ManualClock clock;
    private readonly TaggedTransport serversEnd;
    private readonly ConditionedTransport? link;
    private readonly TaggedTransport clientsEnd;

    /// <param name="clock">The simulation's.</param>
    /// <param name="tap">The server's side of the link.</param>
    /// <param name="profile">What the link does; null for nothing at all.</param>
    /// <param name="seed">What its dice begin with.</param>
    /// <param name="isTagged">Whether what it corrupts is refused.</param>
    public SimulatedLink(ManualClock clock, TapTransport tap, LinkProfile? profile, ulong seed, bool isTagged)
    {
        this.clock = clock;
        Tap = tap;
        serversEnd = new TaggedTransport(tap, isClientsEnd: false) { IsTagging = isTagged };
        link = profile is null ? null : new ConditionedTransport(serversEnd, profile, seed);
        clientsEnd = new TaggedTransport(link ?? (IClientTransport)serversEnd, isClientsEnd: true) { IsTagging = isTagged };
    }

    /// <summary>Every byte between the link and the server, to look at or to tamper with.</summary>
    public TapTransport Tap { get; }

    /// <summary>Looks at what arrives at the server.</summary>
    public DatagramSeen? Arrived { set => serversEnd.Arrived = value; }

    /// <summary>Looks at what arrives at the client.</summary>
    public DatagramSeen? Delivered { set => clientsEnd.Arrived = value; }

    /// <summary>When the next parcel to the server is due, in seconds.</summary>
    public double NextDeparture => link?.NextDeparture ?? double.PositiveInfinity;

    /// <summary>Becomes another link from now on.</summary>
    public void Become(LinkProfile profile) => (link ?? throw new InvalidOperationException("There is no link to change.")).Become(profile, clock.Seconds);

    /// <summary>Hands on to the server what is due by then.</summary>
    public void Depart(double seconds) => link?.Depart(seconds);

    /// <summary>Takes what the server has just sent into the link.</summary>
    public void TakeIn() => link?.TakeIn(clock.Seconds);

    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now) => clientsEnd.Connect(host, port, hello, clock.Seconds);

    public void Poll(double now, IClientTransportEvents events) => clientsEnd.Poll(clock.Seconds, events);

    public void Send(ReadOnlySpan<byte> datagram, double now) => clientsEnd.Send(datagram, clock.Seconds);

    public void SendReliable(ReadOnlySpan<byte> message, double now) => clientsEnd.SendReliable(message, clock.Seconds);

    public void Close(double now) => clientsEnd.Close(clock.Seconds);

    public void Dispose() => clientsEnd.Dispose();
}
