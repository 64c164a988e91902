using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Simulation.Rooms;

namespace GameServer.Tests.Shards;

/// <summary>
/// Takes a shard away from a tick under way, as the thread that watches does, and without a thread: what the tick's own thread does from then on happens
/// at once, but it is not back before the test says so.
/// </summary>
internal sealed class TakenTick
{
    private RoomHost? wanted;
    private AsideRoom? taken;

    /// <summary>For the game's tick.</summary>
    public void OnTick(Room room)
    {
        if (wanted is { } host && host.Room == room)
        {
            wanted = null;
            taken = new AsideRoom { Host = host };
            Assert.That(host.Calls.TryTake(host.Calls.UnderWay, onlyTicks: true, out var call), Is.True);
            Assert.That(call.Host, Is.SameAs(host));
        }
    }

    /// <summary>Takes the next tick of a room; its shard goes on without.</summary>
    public AsideRoom SetAside(Shard shard, RoomHost host, Action turn)
    {
        (wanted, taken) = (host, null);
        Assert.That(() => TurnUntilTaken(turn), Throws.TypeOf<ShardTakenException>(), "what the thread in the call is told");
        shard.GoOnWithout(taken!);
        return taken!;
    }

    private static void TurnUntilTaken(Action turn)
    {
        for (var turns = 0; turns < 100; turns++)
        {
            turn();
        }
    }
}
