using System.Net;
using System.Net.Sockets;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Benchmarks.Noise;

/// <summary>
/// Stands between a well-behaved client and the server, until told to begin: then it floods the server with the client's last datagram, or goes on
/// sending that and never reads its socket again. To the server it is the client. Has a thread of its own.
/// </summary>
internal sealed class UnrulyClient : IDisposable
{
    private const int DatagramBytesMax = 2048;
    private const int KindMask = 0x1F; // The kind of datagram in LiteNetLib's first byte; 0 is an unreliable one.
    private const int SmallestBuffer = 4096;
    private const long TurnNs = 1_000_000;

    private readonly Socket front = NewSocket();
    private readonly Socket back = NewSocket();
    private readonly byte[] buffer = new byte[DatagramBytesMax];
    private readonly byte[] last = new byte[DatagramBytesMax];
    private readonly SocketAddress client = new(AddressFamily.InterNetwork);
    private readonly double perSecond;
    private readonly bool isDeaf;
    private readonly Thread thread;
    private volatile bool isUnruly;
    private volatile bool isStopping;
    private bool hasClient;
    private int lastLength;

    /// <summary>One that sends so many datagrams a second once it has begun.</summary>
    public UnrulyClient(int serverPort, double perSecond, bool isDeaf)
    {
        (this.perSecond, this.isDeaf) = (perSecond, isDeaf);
        if (isDeaf)
        {
            back.ReceiveBufferSize = SmallestBuffer;
        }

        front.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        back.Connect(new IPEndPoint(IPAddress.Loopback, serverPort));
        thread = new Thread(Run) { Name = "unruly client", IsBackground = true };
        thread.Start();
    }

    /// <summary>Where its client finds it.</summary>
    public int Port => ((IPEndPoint)front.LocalEndPoint!).Port;

    /// <summary>Datagrams that it sent of itself.</summary>
    public long Sent { get; private set; }

    public void Begin() => isUnruly = true;

    public void Dispose()
    {
        isStopping = true;
        thread.Join();
        front.Dispose();
        back.Dispose();
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };

    private void Run()
    {
        var due = 0.0;
        while (!isStopping)
        {
            MonotonicTime.SleepUntil(MonotonicTime.Now + TurnNs);
            if (!isUnruly || !isDeaf)
            {
                TakeFromClient();
                TakeFromServer();
            }

            if (!isUnruly || lastLength == 0)
            {
                continue;
            }

            for (due += perSecond * TurnNs / 1e9; due >= 1; due--)
            {
                Send(last.AsSpan(0, lastLength));
                Sent++;
            }
        }
    }

    private void TakeFromClient()
    {
        while (front.Available > 0)
        {
            var length = front.ReceiveFrom(buffer, SocketFlags.None, client);
            hasClient = true;
            Send(buffer.AsSpan(0, length));
            if (length > 1 && (buffer[0] & KindMask) == 0)
            {
                buffer.AsSpan(0, length).CopyTo(last);
                lastLength = length;
            }
        }
    }

    private void TakeFromServer()
    {
        while (back.Available > 0 && back.Receive(buffer, SocketFlags.None, out var error) is var length && error == SocketError.Success)
        {
            if (hasClient)
            {
                front.SendTo(buffer.AsSpan(0, length), SocketFlags.None, client);
            }
        }
    }

    // What does not go out is lost, as in any network.
    private void Send(ReadOnlySpan<byte> datagram) => _ = back.Send(datagram, SocketFlags.None, out _);
}
