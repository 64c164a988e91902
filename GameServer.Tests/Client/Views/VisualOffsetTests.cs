using GameServer.Client.Views;

namespace GameServer.Tests.Client.Views;

internal sealed class VisualOffsetTests
{
    private const float Step = 1 / 128f;

    [Test]
    public void CorrectedAvatarIsDrawnWhereItWasAndMovesOver()
    {
        var offset = New();
        offset.Add([0, 1_000, 2_000], [0, 1_100, 1_950]);
        Assert.That(Drawn(offset, [0, 1_100, 1_950]), Is.EqualTo(new[] { 0, 1_000, 2_000 }));
    }

    [Test]
    public void HalfIsGoneAfterFiftyMilliseconds()
    {
        var offset = New();
        offset.Add([0, 0, 0], [0, 400, -400]);
        for (var frame = 0; frame < 3; frame++)
        {
            offset.Advance(0.05 / 3);
        }

        Assert.That(Drawn(offset, [0, 400, -400]), Is.EqualTo(new[] { 0, 200, -200 }).Within(8));
    }

    [Test]
    public void NothingIsLeftBeforeLong()
    {
        var offset = New();
        offset.Add([0, 0, 0], [0, 500, 0]);
        for (var frame = 0; frame < 60; frame++)
        {
            offset.Advance(1 / 60.0);
        }

        Assert.That(Drawn(offset, [0, 500, 0]), Is.EqualTo(new[] { 0, 500, 0 }));
    }

    // Never past the truth and never away from it, however long the frames are.
    [TestCase(20)]
    [TestCase(30)]
    [TestCase(60)]
    [TestCase(144)]
    [TestCase(240)]
    public void OffsetShrinksWithEveryFrame(int framesPerSecond)
    {
        var offset = New();
        offset.Add([0, 0, 0], [0, 500, -300]);
        var (x, y) = (500, 300);
        for (var frame = 0; frame < framesPerSecond; frame++)
        {
            offset.Advance(1.0 / framesPerSecond);
            var drawn = Drawn(offset, [0, 500, -300]);
            Assert.That(500 - drawn[1], Is.InRange(0, x), $"frame {frame}");
            Assert.That(drawn[2] + 300, Is.InRange(0, y), $"frame {frame}");
            (x, y) = (500 - drawn[1], drawn[2] + 300);
        }

        Assert.That((x, y), Is.EqualTo((0, 0)));
    }

    [Test]
    public void CorrectionsAddUp()
    {
        var offset = New();
        offset.Add([0, 100, 0], [0, 90, 0]);
        offset.Add([0, 90, 0], [0, 95, 0]);
        Assert.That(Drawn(offset, [0, 95, 0]), Is.EqualTo(new[] { 0, 100, 0 }));
    }

    [Test]
    public void TeleportIsShownAtOnce()
    {
        var offset = New();
        offset.Add([0, 0, 0], [0, 5 * 128, 0]);
        Assert.That(Drawn(offset, [0, 5 * 128, 0]), Is.EqualTo(new[] { 0, 5 * 128, 0 }));
    }

    [Test]
    public void ColumnsThatAreNoPlaceAreLeftAlone()
    {
        var offset = New();
        offset.Add([7, 100, 0], [9, 90, 0]);
        Assert.That(Drawn(offset, [9, 90, 0])[0], Is.EqualTo(9));
    }

    private static VisualOffset New() => new(column: 1, axes: 2, Step);

    private static int[] Drawn(VisualOffset offset, int[] row)
    {
        var drawn = (int[])row.Clone();
        offset.ApplyTo(drawn);
        return drawn;
    }
}
