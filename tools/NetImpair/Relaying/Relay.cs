using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GameServer.Tools.NetImpair.Relaying;

/// <summary>
/// A UDP relay that impairs: every client address has a path of its own to the server. One thread runs it; deadlines are absolute,
/// and a steady flow allocates nothing.
/// </summary>
internal sealed class Relay : IDisposable
{
    public const int ClientsMax = 1024;
    private const int DatagramBytesMax = 65_536;
    private const int BurstMax = 256;
    private const double WaitSecondsMax = 0.05;
    private const double WaitSecondsMin = 0.0002;

    private readonly RelayOptions options;
    private readonly Socket listener;
    private readonly SocketAddress server;
    private readonly SocketAddress sender;
    private readonly SocketAddress serverSender;
    private readonly Dictionary<SocketAddress, ClientLink> byAddress = [];
    private readonly List<ClientLink> links = [];
    private readonly List<Socket> waiting = [];
    private readonly byte[] buffer = new byte[DatagramBytesMax];
    private readonly long begin = Stopwatch.GetTimestamp();
    private long sendFailures;

    /// <summary>Throws <see cref="SocketException"/> when the port is taken.</summary>
    public Relay(RelayOptions options)
    {
        this.options = options;
        listener = ClientLink.Bound(options.Listen);
        server = options.Server.Serialize();
        sender = new SocketAddress(options.Listen.AddressFamily);
        serverSender = new SocketAddress(options.Server.AddressFamily);
    }

    /// <summary>Where clients connect to.</summary>
    public IPEndPoint Address => (IPEndPoint)listener.LocalEndPoint!;

    public IReadOnlyList<ClientLink> Links => links;

    /// <summary>Datagrams of addresses beyond <see cref="ClientsMax"/>, which are dropped.</summary>
    public long Strangers { get; private set; }

    /// <summary>Datagrams that were forwarded, but that the system did not take.</summary>
    public long SendFailures => sendFailures;

    private double Now => Stopwatch.GetElapsedTime(begin).TotalSeconds;

    /// <summary>Relays until it is told to stop or its time is over.</summary>
    public void Run(double seconds, CancellationToken stop)
    {
        while (Now < seconds && !stop.IsCancellationRequested)
        {
            Turn();
            Wait();
        }
    }

    /// <summary>Takes in what has come and sends on what is due, without waiting.</summary>
    public void Turn()
    {
        var now = Now;
        for (var left = BurstMax; left > 0 && TryReceive(listener, sender, out var length); left--)
        {
            if (TryGetLink(now, out var link))
            {
                link.Path.AddUp(buffer.AsSpan(0, length), now);
            }
        }

        // By index: links are made above only, and an enumerator would be garbage.
        for (var i = 0; i < links.Count; i++)
        {
            var link = links[i];
            for (var left = BurstMax; left > 0 && TryReceive(link.Upstream, serverSender, out var length); left--)
            {
                if (serverSender.Equals(server))
                {
                    link.Path.AddDown(buffer.AsSpan(0, length), now);
                }
            }

            link.RebindIfDue(now, options.RebindSeconds);
            link.Forward(listener, now, ref sendFailures);
        }
    }

    public void Dispose()
    {
        links.ForEach(static link => link.Dispose());
        listener.Dispose();
    }

    private bool TryGetLink(double now, out ClientLink link)
    {
        if (byAddress.TryGetValue(sender, out link!))
        {
            return true;
        }

        if (links.Count == ClientsMax)
        {
            Strangers++;
            return false;
        }

        var address = new SocketAddress(sender.Family, sender.Size);
        sender.Buffer.Span[..sender.Size].CopyTo(address.Buffer.Span);
        link = new ClientLink(address, server, new ImpairedPath(options.Profile, options.Seed, links.Count, now), NextRebind(now));
        byAddress.Add(address, link);
        links.Add(link);
        return true;
    }

    // All at the same moments, so that a client that has come back from another port is not put to it at once again.
    private double NextRebind(double now) => double.IsInfinity(options.RebindSeconds) ? options.RebindSeconds : (Math.Floor(now / options.RebindSeconds) + 1) * options.RebindSeconds;

    // Available first: an exception for "nothing there" would be garbage in every turn.
    private bool TryReceive(Socket socket, SocketAddress from, out int length)
    {
        length = 0;
        try
        {
            if (socket.Available == 0)
            {
                return false;
            }

            length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            return true;
        }
        catch (SocketException)
        {
            return false; // The other side's port was closed a moment ago.
        }
    }

    private void Wait()
    {
        var due = double.PositiveInfinity;
        waiting.Clear();
        waiting.Add(listener);
        for (var i = 0; i < links.Count; i++)
        {
            waiting.Add(links[i].Upstream);
            due = Math.Min(due, links[i].Path.NextDue);
        }

        // The system waits in whole milliseconds; what is shorter is waited for without sleeping.
        var seconds = Math.Min(due - Now, WaitSecondsMax);
        if (seconds > WaitSecondsMin)
        {
            Socket.Select(waiting, null, null, (int)(Math.Ceiling(seconds * 1000) * 1000));
        }
    }
}
