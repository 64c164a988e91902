using System.Globalization;
using GameServer.Rooms;
using GameServer.Sessions;

namespace GameServer.Fleet;

/// <summary>
/// Moves a running room to another shard between two of its ticks. World, seats and what its players may come back with go along; connections do not: the
/// players are told the new port and come back to their seats there. Any thread; one move at a time.
/// </summary>
internal sealed class RoomMover(RoomDirectory directory)
{
    private const int TriesToPutBack = 5;

    private int isMoving;
    private long moved;

    /// <summary>Rooms moved since the start.</summary>
    public long Moved => Interlocked.Read(ref moved);

    /// <summary>Moves a room; false when another one is on its way, it is not there any more, or there is no place for it. Throws <see cref="FleetException"/>.</summary>
    public async Task<bool> Move(string name, ShardPlace from, ShardPlace to)
    {
        if (Interlocked.Exchange(ref isMoving, 1) != 0)
        {
            return false;
        }

        to.Expect(); // So that nobody finds both shards empty meanwhile.
        try
        {
            var port = to.Port.ToString(CultureInfo.InvariantCulture);
            if (await RoomControl.Ask(from, shard => shard.TakeOut(name, port)).ConfigureAwait(false) is not { } room)
            {
                return false;
            }

            var place = await TryBring(room.Host, room.Sessions, to).ConfigureAwait(false) ? to : await PutBack(room.Host, room.Sessions, from).ConfigureAwait(false);
            if (directory.TryGet(name, out var known) && known.Epoch == room.Host.Settings.Epoch)
            {
                known.Place = place;
            }

            var goodbye = place.Port.ToString(CultureInfo.InvariantCulture);
            await RoomControl.Ask(from, shard => shard.SayMoved(room.Sessions, goodbye)).ConfigureAwait(false);
            Interlocked.Add(ref moved, place == to ? 1 : 0);
            return place == to;
        }
        finally
        {
            to.Arrive();
            Volatile.Write(ref isMoving, 0);
        }
    }

    // It was there a moment ago, and nobody could take its name: it only has to answer.
    private static async Task<ShardPlace> PutBack(RoomHost host, MovingSessions sessions, ShardPlace from)
    {
        for (var tries = 1; !await TryBring(host, sessions, from).ConfigureAwait(false); tries++)
        {
            if (tries == TriesToPutBack)
            {
                throw new FleetException(FleetProblem.Busy, $"The room {host.Name} is lost: no shard takes it in.");
            }
        }

        return from;
    }

    private static async Task<bool> TryBring(RoomHost host, MovingSessions sessions, ShardPlace place)
    {
        try
        {
            return await RoomControl.Ask(place, shard => shard.TryTakeIn(host, sessions)).ConfigureAwait(false);
        }
        catch (FleetException)
        {
            return false;
        }
    }
}
