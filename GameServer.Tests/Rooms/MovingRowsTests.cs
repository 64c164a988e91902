using GameServer.Games.Bodies;
using GameServer.Rooms;
using GameServer.Tests.Games.Bodies;

namespace GameServer.Tests.Rooms;

internal sealed class MovingRowsTests
{
    [Test]
    public void RowsAtRestAreSeenAndDoNotMove()
    {
        var match = BodiesMatch.Start("count=100");
        match.Step(4);
        var counters = default(RoomCounters);
        MovingRows.Count(match.Room.History, 2, ref counters);
        Assert.That((counters.RowsSeen, counters.RowsMoved), Is.EqualTo((100L, 0L)));
    }

    [Test]
    public void RowThatMovedBetweenTwoSnapshotsIsCountedOnce()
    {
        var match = BodiesMatch.Start("count=100");
        match.Step(3);
        match.Body(0).Motion.Velocity.Z = 5;
        match.Body(0).Motion.QuietTicks = 0;
        match.Step();
        var counters = default(RoomCounters);
        MovingRows.Count(match.Room.History, 2, ref counters);
        Assert.That((counters.RowsSeen, counters.RowsMoved), Is.EqualTo((100L, 1L)));
    }

    [Test]
    public void NewRowsHaveMoved()
    {
        var match = BodiesMatch.With(BodiesMatch.Ball(default));
        match.Step(2);
        match.Room.Spawn(new Body { Motion = { Rotation = System.Numerics.Quaternion.Identity } });
        match.Step();
        var counters = default(RoomCounters);
        MovingRows.Count(match.Room.History, 1, ref counters);
        Assert.That((counters.RowsSeen, counters.RowsMoved >= 1), Is.EqualTo((2L, true)));
    }
}
