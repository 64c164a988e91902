using GameServer.Protocol.Models;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Models;

internal sealed class BodyFrameTests
{
    // Position, then a rotation whose last component is left out; the middle of a component's column is 255.5, that of a position's -0.5.
    private static readonly int[] Oldest = [100, 40, 30, 3, 300, 200, 310];
    private static readonly int[] Second = [112, 44, 29, 3, 310, 204, 305];
    private static readonly int[] Newest = [125, 47, 28, 3, 320, 208, 300];
    private static readonly int[] Row = [140, 52, 26, 3, 341, 215, 291];

    [TestCase(false, false, false)]
    [TestCase(true, false, false)]
    [TestCase(false, true, false)]
    [TestCase(true, true, false)]
    [TestCase(false, false, true)]
    [TestCase(true, false, true)]
    [TestCase(true, true, true)]
    public void MirroredAndTurnedBodiesAreCodedAlike(bool mirrorsX, bool mirrorsY, bool swaps)
    {
        int[] Moved(int[] row)
        {
            var (x, y, z) = (row[4], row[5], row[6]);
            (x, y, z) = mirrorsX ? (x, 511 - y, 511 - z) : (x, y, z);
            (x, y, z) = mirrorsY ? (511 - x, y, 511 - z) : (x, y, z);
            int[] moved = [mirrorsX ? -1 - row[0] : row[0], mirrorsY ? -1 - row[1] : row[1], row[2], 3, x, y, z];
            return swaps ? [moved[1], moved[0], moved[2], 3, 511 - y, 511 - x, 511 - z] : moved;
        }

        Assert.That(Turned(Moved(Oldest), Moved(Second), Moved(Newest), Moved(Row)), Is.EqualTo(Turned(Oldest, Second, Newest, Row)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void FacesOfABoxAreAlike(int axis)
    {
        // A half turn about an own axis: the rotation times i, j or k, its sign such that the component left out is positive.
        int[] Relabelled(int[] row)
        {
            var (x, y, z) = (row[4], row[5], row[6]);
            return axis switch
            {
                0 => [row[0], row[1], row[2], 0, z, 511 - y, 511 - x],
                1 => [row[0], row[1], row[2], 1, 511 - z, x, 511 - y],
                _ => [row[0], row[1], row[2], 2, y, 511 - x, 511 - z],
            };
        }

        Assert.That(Turned(Relabelled(Oldest), Relabelled(Second), Relabelled(Newest), Relabelled(Row)), Is.EqualTo(Turned(Oldest, Second, Newest, Row)));
    }

    [Test]
    public void RowsAreTurnedBackAsTheyWere()
    {
        var plan = Plan();
        var random = new Random(1);
        int[] Any() => [random.Next(-300, 300), random.Next(-300, 300), random.Next(-300, 300), random.Next(4), random.Next(512), random.Next(512), random.Next(512)];
        int[] turned = new int[plan.Columns], back = new int[plan.Columns];
        for (var i = 0; i < 10_000; i++)
        {
            int[] newest = Any(), second = Any(), third = Any(), row = Any();
            var rows = new RowHistory(newest, random.Next(2) == 0 ? newest : second, random.Next(2) == 0 ? newest : third, 6, 9, 12);
            var frame = new BodyFrame(plan, random.Next(3), rows);
            frame.Turn(row, turned);
            frame.TurnBack(turned, back);
            Assert.That(back, Is.EqualTo(row));
        }
    }

    [Test]
    public void NewestRotationLeavesOutTheLast()
    {
        var plan = Plan();
        for (var largest = 0; largest < 4; largest++)
        {
            int[] newest = [.. Newest];
            newest[3] = largest;
            var turned = Turned(Oldest, Second, newest, Row);
            Assert.That(turned[plan.Columns + 3], Is.EqualTo(3));
        }
    }

    // The row, then those held.
    private static int[] Turned(int[] oldest, int[] second, int[] newest, int[] row)
    {
        var plan = Plan();
        var memory = new int[BodyFrame.RowsTurned * plan.Columns];
        var rows = new RowHistory(newest, second, oldest, 6, 9, 12);
        var frame = new BodyFrame(plan, 2, rows);
        frame.Turn(row, memory);
        frame.Turn(rows, memory.AsSpan(plan.Columns));
        return memory;
    }

    private static RecordPlan Plan()
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("any").Position(static (ref AnyThing t) => ref t.Deep, 512, 1).Rotation(static (ref AnyThing t) => ref t.Packed, 9);
        return CodecModel.PlansFor(builder.Build().Schema)[0];
    }
}
