using System.Buffers.Binary;
using GameServer.Client.Conditioning;
using GameServer.Tools.NetImpair.Relaying;

namespace GameServer.Tests.NetImpair;

internal sealed class ImpairedPathTests
{
    private const int Datagrams = 2000;
    private const double Period = 1.0 / 60;

    [TestCase("N4b")]
    [TestCase("N9")]
    [TestCase("N10")]
    [TestCase("N12")]
    public void SameSeedDecidesTheSameForTheSameDatagrams(string name)
    {
        var first = Fates(name, seed: 7, client: 0);

        Assert.That(Fates(name, seed: 7, client: 0), Is.EqualTo(first));
        if (name != "N12")
        {
            Assert.That(Fates(name, seed: 8, client: 0), Is.Not.EqualTo(first), "another seed");
            Assert.That(Fates(name, seed: 7, client: 1), Is.Not.EqualTo(first), "another client");
        }
    }

    [TestCase("N7")]
    [TestCase("N9")]
    [TestCase("N11")]
    [TestCase("N12")]
    public void EveryDatagramIsAccountedFor(string name)
    {
        var path = Open(name, seed: 1, client: 0);
        Play(path.Up, path.AddUp, drain: false);
        var counts = path.Up.Counters;

        Assert.That(path.Up.UnderWay, Is.Positive);
        Assert.That(
            counts.Delivered + counts.Lost + counts.LostInOutage + counts.RateDropped + counts.QueueDropped + path.Up.UnderWay,
            Is.EqualTo(counts.Offered + counts.Duplicated));
        Assert.That(counts.Offered, Is.EqualTo(Datagrams));
    }

    [Test]
    public void OvertakingIsCounted()
    {
        var jittered = Open("N4", seed: 1, client: 0);
        var arrived = Play(jittered.Up, jittered.AddUp, drain: true);
        var newest = -1;
        var overtaken = 0;
        foreach (var (number, _) in arrived)
        {
            overtaken += number < newest ? 1 : 0;
            newest = Math.Max(newest, number);
        }

        Assert.That(overtaken, Is.Positive);
        Assert.That(jittered.Up.Counters.Reordered, Is.EqualTo(overtaken));
    }

    [Test]
    public void NextDueIsWhenTheNextDatagramLeaves()
    {
        var path = Open("N2", seed: 1, client: 0);
        Assert.That(path.NextDue, Is.EqualTo(double.PositiveInfinity));
        for (var i = 0; path.NextDue > 1e9; i++)
        {
            path.AddDown([1, 2, 3], i);
        }

        var due = path.NextDue;
        Assert.That(path.Down.TryTake(due - 1e-6, out _), Is.False);
        Assert.That(path.Down.TryTake(due, out _), Is.True);
    }

    private static ImpairedPath Open(string name, ulong seed, int client)
    {
        Assert.That(NetworkProfiles.TryGet(name, out var profile), Is.True);
        return new ImpairedPath(profile!, seed, client, begin: 0);
    }

    private static List<(int Number, double At)> Fates(string name, ulong seed, int client)
    {
        var path = Open(name, seed, client);
        return [.. Play(path.Up, path.AddUp, drain: true), .. Play(path.Down, path.AddDown, drain: true)];
    }

    private static List<(int Number, double At)> Play(LinkLane lane, Sending send, bool drain)
    {
        var arrived = new List<(int, double)>();
        Span<byte> datagram = stackalloc byte[100];
        for (var i = 0; i < Datagrams; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(datagram, i);
            send(datagram, i * Period);
            Take(i * Period);
        }

        if (drain)
        {
            Take((Datagrams * Period) + 60);
        }

        return arrived;

        void Take(double now)
        {
            while (lane.TryTake(now, out var parcel))
            {
                arrived.Add((BinaryPrimitives.ReadInt32LittleEndian(parcel.Bytes), parcel.Due));
                lane.Recycle(parcel);
            }
        }
    }

    private delegate void Sending(ReadOnlySpan<byte> datagram, double now);
}
