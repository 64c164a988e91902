using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Simulation.Identity;

namespace GameServer.Fleet;

/// <summary>What may be done with a room that lives: each a question to its shard. Stateless, any thread; all throw <see cref="FleetException"/>.</summary>
internal static class RoomControl
{
    private static TimeSpan AnswerTime { get; } = TimeSpan.FromSeconds(2);

    /// <summary>A question to one shard. One that was given up is never answered later either: what it asks for does not happen.</summary>
    public static async Task<T> Ask<T>(ShardPlace place, Func<Shard, T> question)
    {
        var asked = new ShardQuestion<T>(question);
        try
        {
            var answer = place.Thread.Ask(asked);
            await ((Task)answer.WaitAsync(AnswerTime)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Too late to withdraw means that the shard is at it now, which takes it microseconds.
            if (answer.IsCompleted || !asked.TryWithdraw())
            {
                return await answer.WaitAsync(AnswerTime).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ShardBusyException or TimeoutException)
        {
            // Told below, like one that waited too long.
        }

        throw new FleetException(FleetProblem.Busy, "The room's shard is too busy to answer; try again in a second.");
    }

    /// <summary>Gives a reserved seat back, or removes the player who took it.</summary>
    public static async Task Release(FleetRoom room, int seat)
    {
        RequireAlive(room);
        if (!await Ask(room.Place, shard => TryRelease(shard, room, seat)).ConfigureAwait(false))
        {
            throw new FleetException(FleetProblem.NotFound, "The seat is neither reserved nor taken.");
        }
    }

    /// <summary>Ends a room at once, or with its match and within so many seconds if that is said.</summary>
    public static async Task End(FleetRoom room, bool now, double? secondsMax)
    {
        RequireAlive(room);
        await Ask(room.Place, shard =>
        {
            var host = Find(shard, room);
            if (now)
            {
                host?.Room.End("closed by the matchmaker");
            }
            else if (host is not null)
            {
                shard.Drain(host, secondsMax);
            }

            return host is not null;
        }).ConfigureAwait(false);
    }

    /// <summary>The shard's thread: the room, unless it has ended or another life of its name goes on.</summary>
    public static RoomHost? Find(Shard shard, FleetRoom room) =>
        shard.Rooms.TryGet(room.Id, out var host) && host.Settings.Epoch == room.Epoch ? host : null;

    /// <summary>
    /// What a question about a room of this name gives, and who answered: the shard where it was allocated, or for a room that somebody
    /// made by its name the first that has it. No place when there is no such room.
    /// </summary>
    public static async Task<(ShardPlace? Place, T? Answer)> AskAbout<T>(IReadOnlyList<ShardPlace> places, RoomDirectory directory, string name, Func<Shard, RoomHost, T> question)
    {
        foreach (var place in directory.TryGet(name, out var room) ? [room.Place] : places)
        {
            var (isThere, answer) = await Ask(place, shard => shard.Rooms.TryGet(name, out var host) ? (true, question(shard, host)) : (false, default(T))).ConfigureAwait(false);
            if (isThere)
            {
                return (place, answer);
            }
        }

        return (null, default);
    }

    public static void RequireAlive(FleetRoom room)
    {
        if (room.End is not null)
        {
            throw new FleetException(FleetProblem.Ended, "The room has ended.");
        }
    }

    private static bool TryRelease(Shard shard, FleetRoom room, int seat) =>
        Find(shard, room) is { } host && seat < host.Seats.Length
        && (host.Reservations.TryCancel(new SeatId(seat), shard.Now) || shard.Sessions.TryKick(host, new SeatId(seat), "The matchmaker took the seat back."));
}
