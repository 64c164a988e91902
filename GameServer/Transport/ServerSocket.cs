using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using LiteNetLib;

namespace GameServer.Transport;

/// <summary>
/// LiteNetLib in manual mode, with what it keeps to itself: its sockets, and the exceptions of its listener, which it would
/// swallow. Owned by the shard's thread.
/// </summary>
internal sealed class ServerSocket(ILiteNetEventListener listener, InboundFilter filter) : LiteNetManager(listener, filter)
{
    private const int SolSocket = 1;
    private const int SoReceiveBufferForce = 33;
    private const int SoMemoryInfo = 55;
    private const int MemoryInfoBytes = 9 * sizeof(uint);
    private const int MemoryInfoDropsOffset = 8 * sizeof(uint);

    private ExceptionDispatchInfo? fault;

    private Socket? SocketV6 => SocketV6Of(this);

    internal bool HasV6 => SocketV6 is not null;

    /// <summary>Whether anything waits on a socket, an empty datagram included: one system call each.</summary>
    internal bool HasWaiting => _udpSocketv4.Poll(0, SelectMode.SelectRead) || (SocketV6?.Poll(0, SelectMode.SelectRead) ?? false);

    /// <summary>Of both sockets. Linux tells; elsewhere 0.</summary>
    internal long KernelDrops => OperatingSystem.IsLinux() ? DropsOf(_udpSocketv4) + DropsOf(SocketV6) : 0;

    /// <summary>Throws what a callback threw during the last poll or update.</summary>
    internal void RethrowFault()
    {
        var thrown = fault;
        fault = null;
        thrown?.Throw();
    }

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
    /// the smaller of the receive buffers that the kernel granted, in bytes.
    /// </summary>
    internal int Prepare(int receiveBufferBytes)
    {
        _udpSocketv4.Blocking = false;
        var granted = Widen(_udpSocketv4, receiveBufferBytes);
        if (SocketV6 is { } v6)
        {
            v6.Blocking = false;
            granted = Math.Min(granted, Widen(v6, receiveBufferBytes));
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
            fault ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    // Private in the library, and without it neither its buffer nor its drops could be read. A test opens it.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_udpSocketv6")]
    private static extern ref Socket? SocketV6Of(LiteNetManager manager);

    private static int Widen(Socket socket, int bytes)
    {
        socket.ReceiveBufferSize = bytes;
        if (Granted(socket) < bytes && OperatingSystem.IsLinux())
        {
            // Above the system's limit, which privileged processes may pass.
            Span<byte> value = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(value, bytes);
            try
            {
                socket.SetRawSocketOption(SolSocket, SoReceiveBufferForce, value);
            }
            catch (SocketException)
            {
                // Not privileged: what was granted is reported.
            }
        }

        return Granted(socket);
    }

    // Linux answers with the double, its own bookkeeping included.
    private static int Granted(Socket socket) => OperatingSystem.IsLinux() ? socket.ReceiveBufferSize / 2 : socket.ReceiveBufferSize;

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
