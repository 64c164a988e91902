using System.Diagnostics;
using GameServer.Client.Transport;
using GameServer.Tools.Bots.Wire;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>One server transport and its clients on one thread, turned until something holds or two seconds are over.</summary>
internal sealed class TransportBench(IServerTransport server, Func<IClientTransport> createClient, string host = "127.0.0.1", LoopbackWire? wire = null) : IDisposable
{
    private const double SecondsMax = 2;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<RecordingClient> clients = [];

    internal IServerTransport Server { get; } = server;

    internal RecordingServer Events { get; } = new();

    internal double Now => clock.Elapsed.TotalSeconds;

    internal RecordingClient Add()
    {
        var client = new RecordingClient(createClient());
        clients.Add(client);
        return client;
    }

    internal void Connect(RecordingClient client, params byte[] hello) => client.Transport.Connect(host, Server.Port, hello, Now);

    /// <summary>A connected client and the server's name for it.</summary>
    internal (RecordingClient Client, ConnectionId Id) AddConnected(params byte[] hello)
    {
        var client = Add();
        var before = Events.Connected.Count;
        Connect(client, hello);
        Until(() => client.Connected == 1 && Events.Connected.Count == before + 1);
        return (client, Events.Connected[^1].Id);
    }

    internal void Turn()
    {
        Server.Receive(Events);
        Server.Flush();
        foreach (var client in clients)
        {
            client.Transport.Poll(Now, client);
        }

        wire?.Exchange();
    }

    internal void Until(Func<bool> holds)
    {
        var end = Now + SecondsMax;
        while (!holds())
        {
            Assert.That(Now, Is.LessThan(end), "It did not come to hold within two seconds.");
            Turn();
        }
    }

    /// <summary>Turns for a while, so that what should not come has had its chance.</summary>
    internal void For(double seconds)
    {
        for (var end = Now + seconds; Now < end;)
        {
            Turn();
        }
    }

    public void Dispose()
    {
        clients.ForEach(static client => client.Dispose());
        wire?.Dispose();
        Server.Dispose();
    }
}
