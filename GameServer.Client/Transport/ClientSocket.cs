using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>LiteNetLib in manual mode, with what it keeps to itself: its socket, and the exceptions of its listener, which it would swallow.</summary>
internal sealed class ClientSocket(ILiteNetEventListener listener) : LiteNetManager(listener, new ClientInboundFilter())
{
    private ExceptionDispatchInfo? fault;

    /// <summary>Whether anything waits on the IPv4 socket, an empty datagram included: one system call.</summary>
    internal bool HasWaitingV4 => _udpSocketv4 is { } socket && socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Bounds what may wait, and lets a send fail that would hold up the frame.</summary>
    internal void Prepare(int bytes)
    {
        _udpSocketv4.Blocking = false;
        _udpSocketv4.ReceiveBufferSize = bytes;
        _udpSocketv4.SendBufferSize = bytes;
    }

    /// <summary>Throws what a callback threw during the last poll or update.</summary>
    internal void RethrowFault()
    {
        var thrown = fault;
        fault = null;
        thrown?.Throw();
    }

    protected override void ProcessEvent(NetEvent evt)
    {
        try
        {
            base.ProcessEvent(evt);
        }
        catch (Exception exception)
        {
            // The library's receive loop logs and forgets; a programmer's error must reach the caller instead.
            fault ??= ExceptionDispatchInfo.Capture(exception);
        }
    }
}
