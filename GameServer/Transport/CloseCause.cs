namespace GameServer.Transport;

/// <summary>Who ended a connection.</summary>
public enum CloseCause
{
    /// <summary>The peer said goodbye, or connected anew from the same address.</summary>
    Remote,

    /// <summary>Nothing arrived for the disconnect timeout.</summary>
    Timeout,

    /// <summary>The server called <see cref="IServerTransport.Close"/>.</summary>
    Local,

    /// <summary>The socket or the library gave up on the peer.</summary>
    Error,
}
