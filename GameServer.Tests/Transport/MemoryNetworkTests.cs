using GameServer.Tools.Simulator.Links;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

internal sealed class MemoryNetworkTests : ServerTransportConformance
{
    protected override TransportBench Open(int connectionsMax)
    {
        var network = new MemoryNetwork(connectionsMax);
        return new TransportBench(network, () => network.CreateClient());
    }

    [Test]
    public void TimeOutIsSeenByBothEnds()
    {
        using var network = new MemoryNetwork();
        using var bench = new TransportBench(network, () => network.CreateClient());
        var (client, id) = bench.AddConnected();
        network.TimeOut((MemoryClient)client.Transport);
        bench.Turn();

        Assert.That(bench.Events.Closed, Is.EqualTo(new[] { (id, CloseCause.Timeout) }));
        Assert.That(client.Closed, Has.Count.EqualTo(1));
    }

    [Test]
    public void LeftoversOfABudgetAreCountedAndComeNext()
    {
        using var network = new MemoryNetwork { ReceiveBudget = 3 };
        using var bench = new TransportBench(network, () => network.CreateClient());
        var (client, _) = bench.AddConnected();
        for (byte i = 0; i < 5; i++)
        {
            client.Transport.Send([i], now: 0);
        }

        network.Receive(bench.Events);
        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(3));
        Assert.That(network.Counters.ReceiveLeftovers, Is.EqualTo(1));
        network.Receive(bench.Events);
        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(5));
    }
}
