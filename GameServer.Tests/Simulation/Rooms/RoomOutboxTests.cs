using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

public sealed class RoomOutboxTests
{
    [Test]
    public void EventsWaitInTheOrderOfSending()
    {
        var room = Drift.Start(players: 2);
        room.Send(room.Seats[1], 7, [1, 2]);
        room.Broadcast(8, []);

        Assert.That(room.Outbox.Waiting.Select(e => (e.To, e.Kind, e.Payload.Length)), Is.EqualTo(new[] { (new SeatId(1), (ushort)7, 2), (SeatId.None, (ushort)8, 0) }));
    }

    [Test]
    public void PayloadIsCopied()
    {
        var outbox = new RoomOutbox();
        byte[] payload = [1];
        outbox.Add(SeatId.None, 1, payload);
        payload[0] = 9;

        Assert.That(outbox.Waiting[0].Payload.Span[0], Is.EqualTo(1));
    }

    [Test]
    public void EventsBeyondTheLimitAreDroppedAndCounted()
    {
        var outbox = new RoomOutbox();
        for (var i = 0; i < RoomOutbox.EventsMax + 5; i++)
        {
            outbox.Add(SeatId.None, (ushort)i, []);
        }

        Assert.That((outbox.Waiting.Count, outbox.Dropped), Is.EqualTo((RoomOutbox.EventsMax, 5)));
        Assert.That(outbox.Waiting[^1].Kind, Is.EqualTo(RoomOutbox.EventsMax - 1), "the first ones stay");
    }

    [Test]
    public void ClearedOutboxTakesEventsAgain()
    {
        var outbox = new RoomOutbox();
        for (var i = 0; i <= RoomOutbox.EventsMax; i++)
        {
            outbox.Add(SeatId.None, 1, []);
        }

        outbox.Clear();
        outbox.Add(SeatId.None, 2, []);

        Assert.That((outbox.Waiting.Count, outbox.Dropped), Is.EqualTo((1, 1)));
    }

    [Test]
    public void LargestPayloadFitsAndOneByteMoreThrows()
    {
        var outbox = new RoomOutbox();
        outbox.Add(SeatId.None, 1, new byte[RoomOutbox.PayloadBytesMax]);

        Assert.Throws<ArgumentException>(() => outbox.Add(SeatId.None, 1, new byte[RoomOutbox.PayloadBytesMax + 1]));
        Assert.That(outbox.Waiting, Has.Count.EqualTo(1));
    }
}
