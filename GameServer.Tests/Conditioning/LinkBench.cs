using System.Buffers.Binary;
using System.Net;
using GameServer.Client.Conditioning;
using GameServer.Client.Transport;
using GameServer.Tools.Simulator.Links;
using GameServer.Transport;

namespace GameServer.Tests.Conditioning;

/// <summary>One client behind a conditioned link to a server in memory, and both ends' note of what came and when. Time is a number.</summary>
internal sealed class LinkBench : IClientTransportEvents, ITransportEvents, IDisposable
{
    private readonly MemoryNetwork network = new() { ClientQueueMax = 10_000 };
    private int sent;

    internal LinkBench(LinkProfile profile, ulong seed = 1)
    {
        Link = new ConditionedTransport(network.CreateClient(), profile, seed);
        Link.Connect("memory", network.Port, default, Now);
    }

    internal ConditionedTransport Link { get; }

    internal double Now { get; private set; }

    internal bool IsConnected { get; private set; }

    internal ConnectionId Connection { get; private set; }

    internal List<Arrival> AtServer { get; } = [];

    internal List<Arrival> AtClient { get; } = [];

    internal List<byte[]> ReliablesAtServer { get; } = [];

    internal List<byte[]> ReliablesAtClient { get; } = [];

    internal List<double> GoodbyesAt { get; } = [];

    internal MemoryNetwork Network => network;

    /// <summary>Nothing is recorded, so that only the link's own garbage is seen.</summary>
    internal bool IsQuiet { get; set; }

    /// <summary>Ends connected, at a whole time, so that a test can count from it.</summary>
    internal void Connect(double until = 5)
    {
        Run(until, sendEvery: double.PositiveInfinity);
        Assert.That(IsConnected, Is.True);
    }

    /// <summary>Steps of a millisecond until <paramref name="end"/>; both ends send a numbered, timed datagram every so often.</summary>
    internal void Run(double end, double sendEvery, int bytes = 16, double step = 0.001)
    {
        var steps = (long)Math.Round((end - Now) / step);
        var start = Now;
        var next = double.IsInfinity(sendEvery) ? sendEvery : Now;
        for (long i = 1; i <= steps; i++)
        {
            if (Now >= next - 1e-9)
            {
                SendBoth(bytes);
                next += sendEvery;
            }

            Turn();
            Now = start + (i * step);
        }

        Turn();
    }

    internal void Turn()
    {
        network.Receive(this);
        Link.Poll(Now, this);
        network.Receive(this);
    }

    internal void SendBoth(int bytes)
    {
        Span<byte> datagram = stackalloc byte[bytes];
        datagram.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(datagram, sent++);
        BinaryPrimitives.WriteDoubleLittleEndian(datagram[4..], Now);
        Link.Send(datagram, Now);
        network.Send(Connection, datagram);
    }

    public void OnConnected() => IsConnected = true;

    public void OnDatagram(ReadOnlySpan<byte> datagram) => Note(AtClient, datagram);

    public void OnReliable(ReadOnlySpan<byte> message) => ReliablesAtClient.Add(message.ToArray());

    public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) => GoodbyesAt.Add(Now);

    public bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket)
    {
        (refusalLength, ticket) = (0, null);
        return true;
    }

    public void OnConnected(ConnectionId connection, object? ticket) => Connection = connection;

    public void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram) => Note(AtServer, datagram);

    public void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message) => ReliablesAtServer.Add(message.ToArray());

    public void OnClosed(ConnectionId connection, CloseCause cause)
    {
    }

    public void Dispose()
    {
        Link.Dispose();
        network.Dispose();
    }

    private void Note(List<Arrival> list, ReadOnlySpan<byte> datagram)
    {
        if (!IsQuiet)
        {
            list.Add(new Arrival(BinaryPrimitives.ReadInt32LittleEndian(datagram), BinaryPrimitives.ReadDoubleLittleEndian(datagram[4..]), Now));
        }
    }

    /// <summary>One datagram's number, and when it was sent and came, in seconds.</summary>
    internal readonly record struct Arrival(int Number, double Sent, double Came)
    {
        internal double Delay => Came - Sent;
    }
}
