using GameServer.Protocol.Snapshots;
using GameServer.Replication;

namespace GameServer.Tests.Replication;

internal sealed class SlotSplitTests
{
    [Test]
    public void UncutItIsOnePart()
    {
        var split = default(SlotSplit);
        Assert.That((split.Parts, split.EndOf(0), split.PartOf(12_345)), Is.EqualTo((1, Run.SlotsMax, 0)));
    }

    [Test]
    public void SlotsBehindACutAreInTheNextPart()
    {
        var split = default(SlotSplit);
        split.CutAt(64);
        split.CutAt(320);
        split.CutAt(1_024);
        Assert.That(split.Parts, Is.EqualTo(SlotSplit.PartsMax));
        Assert.That(new[] { 0, 63, 64, 319, 320, 1_023, 1_024, 9_999 }.Select(slot => split.PartOf(slot)), Is.EqualTo(new[] { 0, 0, 1, 1, 2, 2, 3, 3 }));
        Assert.That(Enumerable.Range(0, 4).Select(part => split.EndOf(part)), Is.EqualTo(new[] { 64, 320, 1_024, Run.SlotsMax }));
    }

    [TestCase(0, new[] { 0, 1, 2 })]
    [TestCase(100, new[] { 1, 0, 2 })]
    [TestCase(999, new[] { 2, 0, 1 })]
    public void PartOfTheLeadingSlotIsSentFirst(int slot, int[] expected)
    {
        var split = default(SlotSplit);
        split.CutAt(64);
        split.CutAt(320);
        split.LeadWith(slot);
        Assert.That(Enumerable.Range(0, 3).Select(index => split.PartSent(index)), Is.EqualTo(expected));
        Assert.That(expected.Select(part => split.SentBefore(part)), Is.EqualTo(new[] { 0, 1, 2 }));
    }
}
