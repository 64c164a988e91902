using CsCheck;
using GameServer.Replication;

namespace GameServer.Tests.Replication;

internal sealed class SlotSetTests
{
    [Test]
    public void SetHasWhatWasAdded() => Gen.Int[0, 70_000].Array[0, 50].Sample(
        static slots =>
        {
            var set = new SlotSet();
            foreach (var slot in slots)
            {
                set.Add(slot);
            }

            foreach (var slot in slots)
            {
                Assert.That(set.Has(slot), Is.True);
                Assert.That(set.Has(slot + 1), Is.EqualTo(slots.Contains(slot + 1)));
            }
        },
        iter: 200);

    [Test]
    public void ClearedSetHasNothing()
    {
        var set = new SlotSet();
        set.Add(5);
        set.Add(9_000);
        set.Clear();
        Assert.That(set.Has(5) || set.Has(9_000) || set.Has(70_000), Is.False);
    }
}
