using System.Net;
using System.Net.Sockets;
using GameServer.Sockets;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>
/// What the machine itself takes for a datagram, without any protocol: one socket with the rings of the batched path, and as many other
/// sockets as there are clients. CPU time of the batched calls alone; what the other ends do is not in it.
/// </summary>
internal sealed class SocketLimit : IDisposable
{
    private const int RingSlots = 64;
    private const int BufferBytes = 4 * 1024 * 1024;

    private readonly Socket server = Open();
    private readonly Socket[] others;
    private readonly SocketName[] names;
    private readonly ReceiveRing receiving;
    private readonly SendRing sending;
    private readonly SocketAddress serverAddress;
    private readonly byte[] scratch = new byte[2048];
    private readonly int down;
    private readonly int up;

    public SocketLimit(int clients, int down, int up)
    {
        (this.down, this.up) = (down, up);
        (server.ReceiveBufferSize, server.SendBufferSize) = (BufferBytes, BufferBytes);
        serverAddress = server.LocalEndPoint!.Serialize();
        others = [.. Enumerable.Range(0, clients).Select(static _ => Open())];
        names = Array.ConvertAll(others, static other => SocketName.Of(other.LocalEndPoint!.Serialize()));
        receiving = new ReceiveRing(server.Handle, RingSlots, Math.Max(down, up));
        sending = new SendRing(server.Handle, RingSlots, Math.Max(down, up));
    }

    /// <summary>Nanoseconds per datagram sent and per datagram received, over so many rounds of one datagram each to and from every other socket.</summary>
    public (double SendNs, double ReceiveNs) Measure(int rounds)
    {
        var (sendNs, receiveNs, received) = (0L, 0L, 0L);
        for (var round = 0; round < rounds; round++)
        {
            var begun = ThreadTime.Now;
            foreach (ref readonly var name in names.AsSpan())
            {
                sending.Next[0] = 0;
                sending.Put(name, down);
            }

            sending.Flush();
            sendNs += ThreadTime.Now - begun;
            foreach (var other in others)
            {
                other.Receive(scratch);
                other.SendTo(scratch.AsSpan(0, up), SocketFlags.None, serverAddress);
            }

            begun = ThreadTime.Now;
            for (var came = RingSlots; came == RingSlots; received += came)
            {
                came = receiving.Receive(RingSlots);
            }

            receiveNs += ThreadTime.Now - begun;
        }

        return ((double)sendNs / ((long)rounds * others.Length), (double)receiveNs / Math.Max(1, received));
    }

    public void Dispose()
    {
        receiving.Dispose();
        sending.Dispose();
        server.Dispose();
        Array.ForEach(others, static other => other.Dispose());
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
