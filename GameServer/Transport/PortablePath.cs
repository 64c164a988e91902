using System.Net;
using LiteNetLib;

namespace GameServer.Transport;

/// <summary>LiteNetLib receives and sends for itself. Works wherever .NET does. Owned by the shard's thread.</summary>
internal sealed class PortablePath(ServerSocket socket, InboundFilter filter, TransportCounters counters) : IDatagramPath
{
    private long answerErrors;

    public TransportPath Kind => TransportPath.Portable;

    public long SendErrors => answerErrors + filter.LibraryDatagramsOut - socket.Statistics.PacketsSent;

    public bool Receive(ITransportEvents events, int datagramsMax)
    {
        socket.MaxPacketPerManualReceive = datagramsMax;
        socket.PollEvents();
        return socket.HasWaiting;
    }

    public void Send(ConnectionSlot to, ReadOnlySpan<byte> datagram) => to.Peer!.Send(datagram, DeliveryMethod.Unreliable);

    public void SendPast(ReadOnlySpan<byte> answer, IPEndPoint to)
    {
        if (socket.TrySendPast(answer, to))
        {
            counters.DatagramsSent++;
            counters.BytesSent += answer.Length;
        }
        else
        {
            answerErrors++;
        }
    }

    public void Flush(float elapsedMs) => socket.ManualUpdate(elapsedMs);

    public void Report(TransportCounters counters)
    {
    }

    public void Dispose()
    {
    }
}
