using System.Numerics;
using GameServer.Client.Conditioning;
using GameServer.Client.Transport;
using GameServer.Tests.Transport;
using GameServer.Tools.Simulator.Links;

namespace GameServer.Tests.Conditioning;

internal sealed class ConditionedTransportTests
{
    private const double Every = 1 / 60.0;

    [Test]
    public void CleanLinkPassesEverythingAtOnce()
    {
        using var bench = Open("N0");
        bench.Run(end: 6, Every);

        Assert.That(bench.AtServer, Has.Count.EqualTo(60));
        Assert.That(bench.AtClient, Has.Count.EqualTo(60));
        Assert.That(bench.AtServer, Has.All.Matches<LinkBench.Arrival>(static a => a.Delay == 0));
    }

    [Test]
    public void SameSeedGivesTheSameArrivals()
    {
        foreach (var name in new[] { "N4b", "N9", "N10", "N11" })
        {
            var first = Arrivals(name, seed: 5);
            Assert.That(Arrivals(name, seed: 5), Is.EqualTo(first), name);
            Assert.That(Arrivals(name, seed: 6), Is.Not.EqualTo(first), name);
        }
    }

    [Test]
    public void OneDirectionDoesNotDisturbTheOther()
    {
        using var both = Open("N4");
        both.Run(end: 15, Every);
        using var downOnly = Open("N4");
        var sent = 0;
        for (var now = 5.0; now < 15; now += Every)
        {
            downOnly.Run(now, double.PositiveInfinity);
            downOnly.Network.Send(downOnly.Connection, new byte[16]);
            sent++;
        }

        Assert.That(sent, Is.EqualTo(600));
        Assert.That(downOnly.Link.Down.Lost, Is.EqualTo(both.Link.Down.Lost).Within(1));
    }

    [Test]
    public void DelayStaysWithinItsJitterAndOvertakes()
    {
        using var bench = Open("N4");
        bench.Run(end: 35, Every);
        var delays = bench.AtServer.ConvertAll(static a => a.Delay);

        Assert.That(delays.Min(), Is.InRange(0.069, 0.075));
        Assert.That(delays.Max(), Is.InRange(0.125, 0.132));
        Assert.That(delays.Average(), Is.EqualTo(0.1).Within(0.003));
        Assert.That(Overtaken(bench.AtServer), Is.InRange(0.05, 0.4));
        Assert.That(bench.AtServer.Count / 1800.0, Is.EqualTo(0.95).Within(0.015));
    }

    [Test]
    public void DelayIsCutAtZero()
    {
        using var bench = Open("N10");
        bench.Run(end: 25, Every);

        Assert.That(bench.AtClient, Has.All.Matches<LinkBench.Arrival>(static a => a.Delay is >= 0 and < 0.602));
        Assert.That(bench.AtClient.Count(static a => a.Delay < 0.002) / (double)bench.AtClient.Count, Is.EqualTo(0.25).Within(0.05));
    }

    [Test]
    public void HeldBackShareArrivesLate()
    {
        using var bench = Open("N8");
        bench.Run(end: 35, Every);
        var late = bench.AtServer.Count(static a => a.Delay > 0.085) / (double)bench.AtServer.Count;

        Assert.That(late, Is.EqualTo(0.3).Within(0.04));

        // 40 ms are two datagrams: overtaken unless both are held back as well.
        Assert.That(Overtaken(bench.AtServer), Is.EqualTo(0.3 * (1 - 0.09)).Within(0.04));
    }

    [Test]
    public void DuplicatesComeWithTheirOwnDelay()
    {
        using var bench = Open("N9");
        bench.Run(end: 65, Every);
        bench.Run(end: 68, double.PositiveInfinity);
        var copies = bench.AtServer.GroupBy(static a => a.Number).ToList();

        Assert.That(copies.Count / 3600.0, Is.EqualTo(0.75).Within(0.03));
        Assert.That(copies.Count(static g => g.Count() == 2) / (double)copies.Count, Is.EqualTo(0.25).Within(0.03));
        Assert.That(copies.Count(static g => g.Count() == 2 && g.First().Came != g.Last().Came), Is.GreaterThan(500));
        Assert.That(bench.Link.Up.Delivered, Is.EqualTo(bench.AtServer.Count));
    }

    [Test]
    public void CorruptedDatagramDiffersInOneBit()
    {
        var profile = new LinkProfile("corrupt", LinkDirection.Clean, new LinkDirection { CorruptShare = 0.25 });
        using var network = new MemoryNetwork();
        using var client = new RecordingClient(new ConditionedTransport(network.CreateClient(), profile, seed: 3));
        var server = new RecordingServer();
        client.Transport.Connect("memory", network.Port, default, now: 0);
        network.Receive(server);
        client.Transport.Poll(0, client);
        for (var i = 0; i < 400; i++)
        {
            network.Send(server.Connected[0].Id, new byte[100]);
            client.Transport.Poll(0, client);
        }

        var flips = client.Datagrams.ConvertAll(static d => d.Sum(static b => BitOperations.PopCount(b)));
        Assert.That(flips, Has.All.InRange(0, 1));
        Assert.That(flips.Sum(), Is.EqualTo(100).Within(35));
        Assert.That(flips.Sum(), Is.EqualTo(((ConditionedTransport)client.Transport).Down.Corrupted));
    }

    [Test]
    public void LossCanBeInOneDirectionOnly()
    {
        using var bench = Open("N13up");
        bench.Run(end: 35, Every);

        Assert.That(bench.Link.Up.Lost, Is.EqualTo(90).Within(35));
        Assert.That(bench.Link.Down.Lost, Is.Zero);
    }

    [Test]
    public void NarrowLinkCarriesItsRateAndDropsWhatWouldWaitTooLong()
    {
        var narrow = new LinkDirection { BytesPerSecond = 6000, QueueSeconds = 0.5 };
        using var bench = new LinkBench(new LinkProfile("narrow", narrow, narrow));
        bench.Connect();
        bench.Run(end: 15, Every, bytes: 172);

        // 200 bytes with headers: 30 a second of the 60 pass.
        Assert.That(bench.AtServer, Has.Count.EqualTo(300).Within(3));
        Assert.That(bench.AtServer.ConvertAll(static a => a.Delay).Max(), Is.InRange(0.5, 0.54));
        Assert.That(bench.Link.Up.RateDropped, Is.EqualTo(285).Within(5));
        Assert.That(Overtaken(bench.AtServer), Is.Zero);
    }

    [Test]
    public void CliffDropsOnlyWhileItLasts()
    {
        using var bench = Open("N12");
        bench.Run(end: 10, Every, bytes: 172);
        Assert.That(bench.Link.Down.RateDropped, Is.Zero);
        bench.Run(end: 20, Every, bytes: 172);
        var dropped = bench.Link.Down.RateDropped;
        Assert.That(dropped, Is.GreaterThan(200));
        bench.Run(end: 30, Every, bytes: 172);
        Assert.That(bench.Link.Down.RateDropped, Is.EqualTo(dropped).Within(1));
    }

    [Test]
    public void TroubledLinkStepsStallsAndGoesOut()
    {
        using var bench = Open("N11", connectUntil: 4);
        bench.Run(end: 34, Every);
        var arrivals = bench.AtClient;

        Assert.That(Sent(arrivals, 5.02, 6.98).Min(static a => a.Delay), Is.GreaterThan(0.174));
        Assert.That(Sent(arrivals, 7.02, 13.9).Max(static a => a.Delay), Is.LessThan(0.037));
        Assert.That(Sent(arrivals, 14.01, 14.48).Select(static a => a.Came), Has.All.InRange(14.52, 14.54));
        Assert.That(Sent(arrivals, 22.02, 24.98), Is.Empty);
        Assert.That(Sent(arrivals, 25.02, 33.9).Count(), Is.InRange(525, 535));
        Assert.That(bench.Link.Down.LostInOutage, Is.EqualTo(180).Within(1));
        Assert.That(bench.Link.Down.Lost, Is.Zero);
    }

    [Test]
    public void PhasesComeBackEachPeriod()
    {
        using var bench = Open("N11", connectUntil: 50);
        bench.Run(end: 60, Every);

        Assert.That(Sent(bench.AtServer, 52.02, 54.98), Is.Empty);
    }

    [Test]
    public void ReliableMessagesAreNeverLostNorReordered()
    {
        using var bench = Open("N9");
        for (var i = 0; i < 500; i++)
        {
            bench.Link.SendReliable([(byte)i, (byte)(i >> 8)], bench.Now);
            bench.Network.TrySendReliable(bench.Connection, [(byte)i, (byte)(i >> 8)]);
            bench.Run(bench.Now + 0.01, double.PositiveInfinity, step: 0.01);
        }

        bench.Run(bench.Now + 4, double.PositiveInfinity);
        var expected = Enumerable.Range(0, 500).Select(static i => new[] { (byte)i, (byte)(i >> 8) });
        Assert.That(bench.ReliablesAtServer, Is.EqualTo(expected));
        Assert.That(bench.ReliablesAtClient, Is.EqualTo(expected));
        Assert.That(bench.Link.Up.ReliableResent, Is.EqualTo(125).Within(50));
    }

    [Test]
    public void LostReliableMessageTakesARoundTripLonger()
    {
        var lossy = new LinkDirection { DelaySeconds = 0.1, LossShare = 1 };
        using var bench = new LinkBench(new LinkProfile("lossy", LinkDirection.Clean with { DelaySeconds = 0.1 }, lossy));
        bench.Connect();
        bench.Network.TrySendReliable(bench.Connection, [1]);
        bench.Run(end: 5.299, double.PositiveInfinity);
        Assert.That(bench.ReliablesAtClient, Is.Empty);
        bench.Run(end: 5.302, double.PositiveInfinity);
        Assert.That(bench.ReliablesAtClient, Has.Count.EqualTo(1));
    }

    [Test]
    public void NothingFollowsTheGoodbye()
    {
        using var bench = Open("N10");
        bench.Run(end: 6, Every);
        bench.Network.Close(bench.Connection, [1]);
        bench.Run(end: 10, double.PositiveInfinity);

        Assert.That(bench.GoodbyesAt, Has.Count.EqualTo(1));
        Assert.That(bench.AtClient.Max(static a => a.Came), Is.LessThanOrEqualTo(bench.GoodbyesAt[0]));
    }

    [Test]
    public void DatagramThatOvertakesTheAcceptanceIsDropped()
    {
        using var bench = new LinkBench(new LinkProfile("stepping", LinkDirection.Clean, LinkDirection.Clean with { DelaySeconds = 0.1 }) with
        {
            Phases = [new LinkPhase(0, 0.01) { ExtraDelaySeconds = 1 }],
        });
        bench.Turn();
        bench.Run(end: 0.5, Every);
        Assert.That(bench.IsConnected, Is.False);
        Assert.That(bench.AtClient, Is.Empty);
        bench.Run(end: 2, Every);
        Assert.That(bench.AtClient.Min(static a => a.Came), Is.GreaterThanOrEqualTo(1.1));
    }

    [Test]
    public void CloseForgetsWhatIsUnderWay()
    {
        using var bench = Open("N4");
        bench.Run(end: 5.05, Every);
        bench.Link.Close(bench.Now);
        bench.Run(end: 6, double.PositiveInfinity);

        Assert.That(bench.AtServer, Is.Empty);
        Assert.That(bench.AtClient, Is.Empty);
    }

    [Test]
    public void QueueIsBoundedAndSaysSo()
    {
        using var bench = Open("N9");
        for (var i = 0; i < 10_000; i++)
        {
            bench.Link.Send([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], bench.Now);
        }

        Assert.That(bench.Link.Up.QueueDropped, Is.GreaterThan(1000));
        bench.Run(end: 8, double.PositiveInfinity);
        Assert.That(bench.AtServer, Has.Count.EqualTo(4096));
    }

    [Test]
    public void SteadyFlowAllocatesNothing()
    {
        using var bench = Open("N9");
        bench.IsQuiet = true;
        bench.Run(end: 25, Every, bytes: 600);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Run(end: 45, Every, bytes: 600);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void ProfileOutOfRangeThrows()
    {
        using var network = new MemoryNetwork();
        using var client = network.CreateClient();
        var profile = new LinkProfile("wrong", LinkDirection.Clean, new LinkDirection { LossShare = 1.5 });

        Assert.That(() => new ConditionedTransport(client, profile, seed: 1), Throws.ArgumentException);
    }

    [Test]
    public void LimitsAreThoseOfTheTransport()
    {
        using var bench = Open("N4");

        Assert.That(() => bench.Link.Send(new byte[ClientTransportLimits.PayloadBytesMax + 1], bench.Now), Throws.ArgumentException);
        Assert.That(() => bench.Link.SendReliable(default, bench.Now), Throws.ArgumentException);
    }

    private static LinkBench Open(string name, double connectUntil = 5, ulong seed = 1)
    {
        Assert.That(NetworkProfiles.TryGet(name, out var profile), Is.True);
        var bench = new LinkBench(profile!, seed);
        bench.Connect(connectUntil);
        return bench;
    }

    private static List<LinkBench.Arrival> Arrivals(string name, ulong seed)
    {
        using var bench = Open(name, seed: seed);
        bench.Run(end: 15, Every);
        return [.. bench.AtServer, .. bench.AtClient];
    }

    private static IEnumerable<LinkBench.Arrival> Sent(List<LinkBench.Arrival> arrivals, double from, double to) =>
        arrivals.Where(a => a.Sent >= from && a.Sent < to);

    /// <summary>The share of datagrams that came after one sent later.</summary>
    private static double Overtaken(List<LinkBench.Arrival> arrivals)
    {
        var (newest, overtaken) = (-1, 0);
        foreach (var arrival in arrivals)
        {
            overtaken += arrival.Number < newest ? 1 : 0;
            newest = Math.Max(newest, arrival.Number);
        }

        return overtaken / (double)arrivals.Count;
    }
}
