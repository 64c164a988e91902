using System.Net;
using System.Net.Sockets;
using GameServer.Protocol.Datagrams;
using GameServer.Sockets;

namespace GameServer.Tools.Bots.Wire;

/// <summary>
/// One socket for a few bots, each with an address of its own in 127.0.0.0/8 on the socket's port, which the kernel is told with every
/// datagram and tells of every one. Owned by its bots' thread.
/// </summary>
internal sealed unsafe class LoopbackGroup : IDisposable
{
    /// <summary>As many as the kernel's buffer holds a few snapshots each for, where it grants no more than its usual 208 KiB.</summary>
    public const int BotsMax = 32;

    private const int RingSlots = 64;
    private const int QueueBytes = 64 * 1024; // Half a second of the longest datagrams, 60 a second.
    private const int KernelBytes = BotsMax * 256 * 1024; // What a bot's own socket would ask for.
    private const int CallsMax = 64;

    private readonly uint firstAddress;
    private readonly List<LoopbackGroup> unsent;
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly NativeBlock memory = new(BotsMax * QueueBytes);
    private readonly ReceiveRing receiving;
    private readonly SendRing sending;
    private readonly DatagramQueue[] queues = new DatagramQueue[BotsMax];
    private readonly SocketName[] servers = new SocketName[BotsMax];
    private long lastRound = -1;
    private bool isUnsent;

    /// <param name="firstAddress">The first bot's IPv4 address as a number; those of the others follow it.</param>
    /// <param name="unsent">Where it enters itself when it has something to be flushed.</param>
    public LoopbackGroup(uint firstAddress, List<LoopbackGroup> unsent)
    {
        (this.firstAddress, this.unsent) = (firstAddress, unsent);
        socket.Blocking = false;
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
        SocketBuffers.Ask(socket, KernelBytes, KernelBytes);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        receiving = new ReceiveRing(socket.Handle, RingSlots, DatagramLimits.DatagramBytesMax, tellsReceivers: true);
        sending = new SendRing(socket.Handle, RingSlots, DatagramLimits.DatagramBytesMax, namesSenders: true);
        for (var i = 0; i < BotsMax; i++)
        {
            queues[i] = new DatagramQueue((byte*)memory.Give(QueueBytes), QueueBytes);
        }
    }

    /// <summary>Datagrams that came and found their bot's queue full.</summary>
    public long QueueDrops { get; private set; }

    /// <summary>System calls made.</summary>
    public long Calls => receiving.Calls + sending.Calls;

    /// <summary>Datagrams that the kernel did not take.</summary>
    public long SendErrors => sending.Errors;

    /// <summary>From now on a bot hears this server alone, and nothing that came before.</summary>
    public void Address(int bot, SocketAddress server)
    {
        servers[bot] = SocketName.Of(server);
        queues[bot].Clear();
    }

    /// <summary>Sends a datagram with the flush, or before it when many wait: <paramref name="first"/>, where there is one, and the rest.</summary>
    public void Send(int bot, ReadOnlySpan<byte> rest, byte? first = null)
    {
        var next = sending.Next;
        var length = rest.Length;
        if (first is { } header)
        {
            next[0] = header;
            next = next[1..];
            length++;
        }

        rest.CopyTo(next);
        if (!isUnsent)
        {
            isUnsent = true;
            unsent.Add(this);
        }

        sending.Put(servers[bot], length, OnTheWire(firstAddress + (uint)bot));
    }

    /// <summary>The next datagram that has come for a bot. The socket is asked when nobody of the group has asked it in this round.</summary>
    public bool TryTake(int bot, long round, out ReadOnlySpan<byte> datagram)
    {
        if (round != lastRound)
        {
            lastRound = round;
            Receive();
        }

        return queues[bot].TryTake(out datagram);
    }

    public void Flush()
    {
        isUnsent = false;
        sending.Flush();
    }

    public void Dispose()
    {
        sending.Flush();
        socket.Dispose();
        receiving.Dispose();
        sending.Dispose();
        memory.Dispose();
    }

    private void Receive()
    {
        var (calls, received) = (0, RingSlots);
        for (; received == RingSlots && calls < CallsMax; calls++)
        {
            received = receiving.Receive(RingSlots);
            for (var i = 0; i < received; i++)
            {
                var datagram = receiving.At(i, out var from);
                var bot = unchecked(OnTheWire(receiving.ReceiverAt(i)) - firstAddress);

                // Nobody but its server can say anything to a bot.
                if (bot < BotsMax && from == servers[bot] && datagram.Length <= DatagramLimits.DatagramBytesMax && !queues[bot].TryAdd(datagram))
                {
                    QueueDrops++;
                }
            }
        }
    }

    // There and back: the kernel reads and writes addresses big end first.
    private static uint OnTheWire(uint address) => (uint)IPAddress.HostToNetworkOrder((int)address);
}
