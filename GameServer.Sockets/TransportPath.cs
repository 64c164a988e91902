namespace GameServer.Sockets;

/// <summary>How datagrams get from the socket to a connection and back.</summary>
public enum TransportPath
{
    /// <summary>Batched where the system can, else portable.</summary>
    Auto,

    /// <summary>Through LiteNetLib's own sockets, on every system: two system calls for a datagram received, one for a datagram sent.</summary>
    Portable,

    /// <summary>Many datagrams per system call, unreliable ones past LiteNetLib. Linux on x64 and arm64.</summary>
    Batched,
}
