namespace GameServer.Tools.Simulator.Links;

/// <summary>Looks at a datagram while it passes.</summary>
internal delegate void DatagramSeen(ReadOnlySpan<byte> datagram);
