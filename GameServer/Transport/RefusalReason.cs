namespace GameServer.Transport;

/// <summary>Why an inbound datagram went no further than the transport. None of these is ever answered.</summary>
public enum RefusalReason
{
    /// <summary>Longer than any datagram of ours.</summary>
    Oversized,

    /// <summary>Shorter than its own header, or a kind that does not exist.</summary>
    Malformed,

    /// <summary>From an address without a connection, and neither a connect request nor the confirmation of a disconnect that was sent there.</summary>
    UnknownAddress,

    /// <summary>A kind that no client has reason to send: not-found, wrong-protocol, broadcast, NAT, unconnected, MTU probe, accept.</summary>
    ForeignKind,

    /// <summary>A fragment: what clients send fits one datagram, so nothing is ever held for reassembly.</summary>
    Fragment,

    /// <summary>Any channel but the ordered reliable one.</summary>
    WrongChannel,

    /// <summary>A merged datagram with nested, too many or misfitting parts.</summary>
    BadMerge,

    /// <summary>A connect request of another protocol or shape.</summary>
    BadConnectRequest,

    /// <summary>More pings than a client has reason to send.</summary>
    PingFlood,

    /// <summary>For a connection that has ended.</summary>
    Closed,

    /// <summary>Proven, but every place is taken.</summary>
    TableFull,
}
