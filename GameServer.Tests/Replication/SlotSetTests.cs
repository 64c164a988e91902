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
    public void SetsAreAlikeWhenTheirSlotsAre() => Gen.Select(Gen.Int[0, 400].Array[0, 40], Gen.Int[0, 400].Array[0, 40], Gen.Bool).Sample(
        static (slots, others, isSame) =>
        {
            SlotSet one = new(), other = new();
            Array.ForEach(slots, one.Add);
            Array.ForEach(isSame ? slots : others, other.Add);
            other.Add(500); // A word more, empty again.
            other.RemoveRange(500, 501);
            Assert.That(one.IsLike(other), Is.EqualTo(isSame || slots.ToHashSet().SetEquals(others)));
            Assert.That(other.IsLike(one), Is.EqualTo(one.IsLike(other)));
            Assert.That(other.IsEmpty, Is.EqualTo((isSame ? slots : others).Length == 0));
        },
        iter: 300);

    [Test]
    public void SetBecomesWhatWordsSay()
    {
        var set = new SlotSet();
        set.Add(700);
        set.Fill([5, 0, 1]);
        Assert.That(Enumerable.Range(0, 1_000).Where(set.Has), Is.EqualTo([0, 2, 128]));
    }

    [Test]
    public void StretchesAreLookedAtAsTheirSlotsAre() => Gen.Select(Gen.Int[0, 300].Array[0, 60], Gen.Int[0, 300], Gen.Int[0, 300]).Sample(
        static (slots, one, other) =>
        {
            var set = new SlotSet();
            Array.ForEach(slots, set.Add);
            var (first, end) = (Math.Min(one, other), Math.Max(one, other));
            int[] inside = [.. slots.Where(slot => slot >= first && slot < end).Distinct().Order()];
            Assert.That(set.Count(first, end), Is.EqualTo(inside.Length));
            Assert.That(set.NextFrom(first, end), Is.EqualTo(inside.Length > 0 ? inside[0] : end));
            Assert.That(set.NextNotFrom(first, end), Is.EqualTo(Enumerable.Range(first, end - first + 1).First(slot => slot == end || !slots.Contains(slot))));
            Assert.That(set.LastBefore(end, first), Is.EqualTo(inside.Length > 0 ? inside[^1] : first));
            set.RemoveRange(first, end);
            Assert.That(slots.Where(set.Has).Distinct().Order(), Is.EqualTo(slots.Except(inside).Order()));
            set.AddRange(first, end);
            Assert.That(set.Count(first, end), Is.EqualTo(end - first));
            Assert.That(set.Has(end), Is.EqualTo(slots.Contains(end)));
        },
        iter: 1_000);

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
