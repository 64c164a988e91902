using System.Net;
using System.Net.Sockets;
using GameServer.Client.Transport;
using GameServer.Sockets;
using LiteNetLib;

namespace GameServer.Tools.Bots.Wire;

/// <summary>
/// The way of one thread's bots to servers on the same machine: a socket for every few bots, and many datagrams per system call. Made by
/// whoever makes the bots, then owned by their thread, which says when to exchange datagrams with the kernel.
/// </summary>
internal sealed class LoopbackWire : IDisposable
{
    private const uint FirstNetwork = (127 << 24) | (1 << 16); // 127.1.0.0; 127.0.0.0 is where servers are.
    private const int NetworkBits = 16;

    private readonly List<LoopbackGroup> groups = [];
    private readonly List<LoopbackGroup> unsent = [];
    private readonly uint network;
    private int bots;

    /// <param name="number">Tells the wires of a process apart: their bots have addresses in networks of their own, 127.1.0.0/16 being the first.</param>
    public LoopbackWire(int number) => network = FirstNetwork + ((uint)number << NetworkBits);

    /// <summary>Grows with every exchange; within a round a group's socket is asked once for what has come.</summary>
    public long Round { get; private set; }

    /// <summary>System calls made for datagrams.</summary>
    public long Calls => groups.Sum(static group => group.Calls);

    /// <summary>Datagrams that came and found their bot's queue full.</summary>
    public long QueueDrops => groups.Sum(static group => group.QueueDrops);

    /// <summary>Datagrams that the kernel did not take.</summary>
    public long SendErrors => groups.Sum(static group => group.SendErrors);

    /// <summary>Whether the system, its guard and the library's version allow it.</summary>
    public static bool IsAllowed()
    {
        if (!SocketCalls.AreKnown || !Socket.OSSupportsIPv4 || !Socket.OSSupportsIPv6)
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        return SocketCalls.AreAllowed(socket.Handle) && LibraryIntake.IsKnown(new LiteNetManager(null));
    }

    /// <summary>Whether servers at this address can be reached: it takes a network in which every address is this machine's.</summary>
    public static bool Reaches(IPAddress server) => server.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(server);

    /// <summary>A transport for one more bot.</summary>
    public IClientTransport Open(LiteNetLibClientOptions? options = null)
    {
        var (group, place) = Math.DivRem(bots++, LoopbackGroup.BotsMax);
        if (group == groups.Count)
        {
            groups.Add(new LoopbackGroup(network + 1 + (uint)(group * LoopbackGroup.BotsMax), unsent));
        }

        return new LiteNetLibClientTransport(options ?? new LiteNetLibClientOptions(), (events, _) => new LoopbackSocket(events, this, groups[group], place));
    }

    /// <summary>What was sent goes out, and what has come may be fetched.</summary>
    public void Exchange()
    {
        Round++;
        foreach (var group in unsent)
        {
            group.Flush();
        }

        unsent.Clear();
    }

    public void Dispose() => groups.ForEach(static group => group.Dispose());
}
