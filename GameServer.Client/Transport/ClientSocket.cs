using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>LiteNetLib in manual mode, with what it keeps to itself: its socket, and the exceptions of its listener, which it would swallow.</summary>
internal sealed class ClientSocket(ILiteNetEventListener listener) : LiteNetManager(listener, new ClientInboundFilter())
{
    private ExceptionDispatchInfo? _fault;

    /// <summary>Whether anything waits on the IPv4 socket, an empty datagram included: one system call.</summary>
    internal bool HasWaitingV4 => _udpSocketv4 is { } socket && socket.Poll(0, SelectMode.SelectRead);

    internal void BoundBuffers(int bytes)
    {
        _udpSocketv4.ReceiveBufferSize = bytes;
        _udpSocketv4.SendBufferSize = bytes;
    }

    /// <summary>Throws what a callback threw during the last poll or update.</summary>
    internal void RethrowFault()
    {
        if (_fault is { } fault)
        {
            _fault = null;
            fault.Throw();
        }
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
            _fault ??= ExceptionDispatchInfo.Capture(exception);
        }
    }
}
