using System.Net;
using System.Runtime.ExceptionServices;
using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>
/// LiteNetLib in manual mode, with the exceptions of its listener, which it would swallow. How its datagrams travel is for those that
/// derive from it. Owned by its transport's thread.
/// </summary>
internal abstract class ClientSocket(IClientSocketEvents events, ClientInboundFilter filter) : LiteNetManager(events, filter)
{
    private ExceptionDispatchInfo? fault;

    /// <summary>Gets ready for a server, after whatever was open was stopped. False when the system does not let it.</summary>
    internal abstract bool TryOpen(IPEndPoint server);

    /// <summary>Deals with what has arrived, so many datagrams at most.</summary>
    internal abstract void Receive(int datagramsMax);

    /// <summary>Sends an unreliable datagram to a server that is connected.</summary>
    internal abstract void SendUnreliable(LiteNetPeer server, ReadOnlySpan<byte> datagram);

    /// <summary>Once per poll: lets so many milliseconds pass for the library, which sends what is due.</summary>
    internal virtual void Update(float elapsedMs) => ManualUpdate(elapsedMs);

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
