namespace GameServer.Transport;

/// <summary>LiteNetLib 2.1's packet kinds, the low five bits of a datagram's first byte.</summary>
internal enum PacketKind : byte
{
    Unreliable,
    Channeled,
    ReliableMerged,
    Ack,
    Ping,
    Pong,
    ConnectRequest,
    ConnectAccept,
    Disconnect,
    Unconnected,
    MtuCheck,
    MtuOk,
    Broadcast,
    Merged,
    ShutdownOk,
    PeerNotFound,
    InvalidProtocol,
    Nat,
    Empty,
}
