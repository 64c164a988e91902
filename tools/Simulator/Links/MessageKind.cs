namespace GameServer.Tools.Simulator.Links;

/// <summary>What lies in a <see cref="MessageRing{TOwner}"/>.</summary>
internal enum MessageKind : byte
{
    Datagram,
    Reliable,
    Connect,
    Connected,
    Closed,
    Refused,
}
