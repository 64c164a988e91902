using System.Reflection;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

internal sealed class TransportCountersTests
{
    private static readonly PropertyInfo[] Properties = typeof(TransportCounters).GetProperties();

    [Test]
    public void CopyTakesEveryCounter()
    {
        var (from, to) = (new TransportCounters(), new TransportCounters());
        for (var i = 0; i < Properties.Length; i++)
        {
            Properties[i].SetValue(from, 100L + i);
        }

        from.Refuse(RefusalReason.Closed);
        from.CopyTo(to);
        Assert.That(Array.ConvertAll(Properties, p => p.GetValue(to)), Is.EqualTo(Array.ConvertAll(Properties, p => p.GetValue(from))));
        Assert.That(to.Refused(RefusalReason.Closed), Is.EqualTo(1));
    }

    [Test]
    public void EveryRefusalHasItsOwnCounter()
    {
        var counters = new TransportCounters();
        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            counters.Refuse(reason);
        }

        Assert.That(Enum.GetValues<RefusalReason>().Select(counters.Refused), Has.All.EqualTo(1));
        Assert.That(counters.RefusedTotal, Is.EqualTo(Enum.GetValues<RefusalReason>().Length));
    }
}
