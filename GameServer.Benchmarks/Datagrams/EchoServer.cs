using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using GameServer.Benchmarks.Processes;
using GameServer.Sockets;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;
using GameServer.Transport;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>What one window of a server's was.</summary>
/// <param name="Packets">Received and sent.</param>
/// <param name="Sent">Of them sent.</param>
/// <param name="Calls">System calls for them.</param>
/// <param name="TurnNs">CPU time of the turns, waiting between them not included.</param>
/// <param name="CpuShare">Of the whole process, in seconds per second.</param>
/// <param name="Ticks">Ticks in it.</param>
/// <param name="Seconds">How long it was.</param>
/// <param name="Allocated">Bytes of the whole process.</param>
internal readonly record struct EchoWindow(long Packets, long Sent, long Calls, long TurnNs, double CpuShare, long Ticks, double Seconds, long Allocated);

/// <summary>
/// A server transport without a game, turned as a shard turns its own: four slots to a tick, in each of them the socket is drained and a
/// quarter of the clients is sent its datagram.
/// </summary>
internal sealed class EchoServer : ITransportEvents, IDisposable
{
    private const int Slots = 4;

    // A look at one in 16 is enough for a percentile and costs next to nothing.
    private const int SampleMask = 15;

    private readonly TransportOptions options;
    private readonly bool isSealed;
    private readonly LiteNetLibTransport transport;
    private readonly ConnectionId[] connected;
    private readonly SealPair?[] seals;
    private readonly byte[] plain;
    private readonly byte[] scratch = new byte[ServerTransportLimits.PayloadBytesMax];
    private readonly FramePlan plan;
    private int count;
    private long turns;
    private long turnNs;

    public EchoServer(TransportOptions options, TransportPath path, bool isSealed)
    {
        (this.options, this.isSealed) = (options, isSealed);
        transport = new LiteNetLibTransport(
            new LiteNetLibOptions { Path = path, AddressV4 = IPAddress.Loopback, AddressV6 = null, ConnectionsMax = options.Clients }, TimeProvider.System);
        connected = new ConnectionId[options.Clients];
        seals = new SealPair?[options.Clients];
        plain = new byte[options.Down];
        plan = new FramePlan(MonotonicTime.Now, Slots, options.Hz);
    }

    public int Port => transport.Port;

    public TransportCounters Counters => transport.Counters;

    public long Received { get; private set; }

    public long Sent { get; private set; }

    /// <summary>Whether it sends.</summary>
    public bool IsSilent { get; set; }

    /// <summary>From a client's send to the server's callback.</summary>
    public Samples Latency { get; } = Samples.OfTimes(digits: 3);

    /// <summary>Serves for so long on the calling thread.</summary>
    public EchoWindow Serve(double seconds)
    {
        Latency.Reset();
        var (packets, sent, calls, cpu, ticks) = (Packets, Counters.DatagramsSent, Counters.SystemCalls, turnNs, turns / Slots);
        using var process = Process.GetCurrentProcess();
        var processCpu = process.TotalProcessorTime;
        var begun = MonotonicTime.Now;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var end = begun + (long)(seconds * 1e9); MonotonicTime.Now < end;)
        {
            Turn();
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        process.Refresh();
        var took = (MonotonicTime.Now - begun) / 1e9;
        var share = (process.TotalProcessorTime - processCpu).TotalSeconds / took;
        return new EchoWindow(
            Packets - packets, Counters.DatagramsSent - sent, Counters.SystemCalls - calls, turnNs - cpu, share, (turns / Slots) - ticks, took, allocated);
    }

    public bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket)
    {
        (refusalLength, ticket) = (0, BinaryPrimitives.ReadInt32LittleEndian(hello));
        return true;
    }

    public void OnConnected(ConnectionId connection, object? ticket)
    {
        connected[count++] = connection;
        seals[connection.Index] = isSealed ? new SealPair((int)ticket!, isServer: true) : null;
    }

    public void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram)
    {
        if (seals[connection.Index] is { } seal)
        {
            datagram = seal.Open(datagram, scratch);
        }

        if ((++Received & SampleMask) == 0)
        {
            Latency.RecordTime(MonotonicTime.Now - BinaryPrimitives.ReadInt64LittleEndian(datagram));
        }
    }

    public void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message)
    {
    }

    public void OnClosed(ConnectionId connection, CloseCause cause) => throw new ScenarioException($"A client was lost: {cause}.");

    public void Dispose()
    {
        transport.Dispose();
        Array.ForEach(seals, static seal => seal?.Dispose());
    }

    private long Packets => Counters.DatagramsReceived + Counters.DatagramsSent;

    private void Turn()
    {
        MonotonicTime.SleepUntil(plan.Next);
        plan.Advance();
        plan.SkipMissed(MonotonicTime.Now);
        var begun = ThreadTime.Now;
        transport.Receive(this);
        if (!IsSilent)
        {
            for (var i = (int)(turns % Slots); i < count; i += Slots)
            {
                Send(connected[i]);
            }
        }

        transport.Flush();
        turnNs += ThreadTime.Now - begun;
        turns++;
    }

    private void Send(ConnectionId to)
    {
        Sent++;
        if (seals[to.Index] is { } seal)
        {
            seal.Seal(plain, scratch.AsSpan(0, options.Down + TransportOptions.SealBytes));
            transport.Send(to, scratch.AsSpan(0, options.Down + TransportOptions.SealBytes));
        }
        else
        {
            transport.Send(to, plain);
        }
    }
}
