using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using GameServer.Sockets;
using LiteNetLib;

namespace GameServer.Transport;

/// <summary>
/// LiteNetLib in manual mode, with what it keeps to itself: its sockets, and the exceptions of its listener, which it would
/// swallow. Owned by the shard's thread.
/// </summary>
internal sealed class ServerSocket(ILiteNetEventListener listener, InboundFilter filter) : LiteNetManager(listener, filter)
{
    private const int SolSocket = 1;
    private const int SoReceiveQueueOverflow = 40;
    private const int SoMemoryInfo = 55;
    private const int MemoryInfoBytes = 9 * sizeof(uint);
    private const int MemoryInfoDropsOffset = 8 * sizeof(uint);

    private ExceptionDispatchInfo? fault;

    private Socket? SocketV6 => SocketV6Of(this);

    internal bool HasV6 => SocketV6 is not null;

    /// <summary>Those that are open, IPv4 first.</summary>
    internal IEnumerable<Socket> Sockets => SocketV6 is { } v6 ? [_udpSocketv4, v6] : [_udpSocketv4];

    /// <summary>Whether anything waits on a socket, an empty datagram included: one system call each.</summary>
    internal bool HasWaiting => (_udpSocketv4?.Poll(0, SelectMode.SelectRead) ?? false) || (SocketV6?.Poll(0, SelectMode.SelectRead) ?? false);

    /// <summary>Of both sockets. Linux tells; elsewhere 0.</summary>
    internal long KernelDrops => OperatingSystem.IsLinux() ? DropsOf(_udpSocketv4) + DropsOf(SocketV6) : 0;

    /// <summary>Throws what a callback threw during the last poll or update.</summary>
    internal void RethrowFault()
    {
        var thrown = fault;
        fault = null;
        thrown?.Throw();
    }

    /// <summary>Keeps the first exception of a callback for <see cref="RethrowFault"/>.</summary>
    internal void Keep(Exception exception) => fault ??= ExceptionDispatchInfo.Capture(exception);

    /// <summary>Sends past the library. False when the socket did not take it.</summary>
    internal bool TrySendPast(ReadOnlySpan<byte> datagram, IPEndPoint to)
    {
        var socket = to.AddressFamily == AddressFamily.InterNetwork ? _udpSocketv4 : SocketV6;
        try
        {
            return socket?.SendTo(datagram, SocketFlags.None, to.Serialize()) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes the sockets fit for a tick's thread: a send that would wait for the network card fails (counted) instead. Returns
    /// the smaller of the buffers that the kernel granted, in bytes.
    /// </summary>
    internal (int Receive, int Send) Prepare(int receiveBufferBytes, int sendBufferBytes)
    {
        var granted = (Receive: int.MaxValue, Send: int.MaxValue);
        foreach (var socket in Sockets)
        {
            socket.Blocking = false;
            var (receive, send) = SocketBuffers.Ask(socket, receiveBufferBytes, sendBufferBytes);
            granted = (Math.Min(granted.Receive, receive), Math.Min(granted.Send, send));
            if (OperatingSystem.IsLinux())
            {
                SocketBuffers.TrySet(socket, SoReceiveQueueOverflow, 1); // Every drop of the kernel's is to be told.
            }
        }

        return granted;
    }

    internal void CloseUnstarted() => _udpSocketv4?.Dispose();

    protected override void ProcessEvent(NetEvent evt)
    {
        try
        {
            base.ProcessEvent(evt);
        }
        catch (Exception exception)
        {
            // The library's receive loop logs and forgets; a programmer's error must reach the caller instead.
            Keep(exception);
        }
    }

    // Private in the library, and without it neither its buffer nor its drops could be read. A test opens it.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_udpSocketv6")]
    private static extern ref Socket? SocketV6Of(LiteNetManager manager);

    private static long DropsOf(Socket? socket)
    {
        if (socket is null)
        {
            return 0;
        }

        Span<byte> info = stackalloc byte[MemoryInfoBytes];
        try
        {
            return socket.GetRawSocketOption(SolSocket, SoMemoryInfo, info) == MemoryInfoBytes
                ? BinaryPrimitives.ReadUInt32LittleEndian(info[MemoryInfoDropsOffset..])
                : 0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
