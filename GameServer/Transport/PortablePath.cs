using System.Net;
using GameServer.Sockets;
using LiteNetLib;

namespace GameServer.Transport;

/// <summary>LiteNetLib receives and sends for itself. Works wherever .NET does. Owned by the shard's thread.</summary>
internal sealed class PortablePath(ServerSocket socket, InboundFilter filter, TransportCounters counters) : IDatagramPath
{
    private long answers;
    private long answerErrors;
    private long receives;

    public TransportPath Kind => TransportPath.Portable;

    public long SendErrors => answerErrors + filter.LibraryDatagramsOut - socket.Statistics.PacketsSent;

    public bool Receive(ITransportEvents events, int datagramsMax)
    {
        socket.MaxPacketPerManualReceive = datagramsMax;
        socket.PollEvents();
        receives++;
        return socket.HasWaiting;
    }

    public void Send(ConnectionSlot to, ReadOnlySpan<byte> datagram) => to.Peer!.Send(datagram, DeliveryMethod.Unreliable);

    public void SendPast(ReadOnlySpan<byte> answer, IPEndPoint to)
    {
        answers++;
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

    // For each datagram the library asks how much waits and then takes it; when nothing does it asks twice, and so do we once, per socket.
    public void Report(TransportCounters counters) =>
        counters.SystemCalls = (2 * socket.Statistics.PacketsReceived) + (3 * receives * (socket.HasV6 ? 2 : 1)) + filter.LibraryDatagramsOut + answers;

    public void Dispose()
    {
    }
}
