using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Fleet;

/// <summary>Seats that one request asks for, all or none. Made by its asker, filled in by the shard's thread, then the asker's again.</summary>
internal sealed class SeatDemand(IReadOnlyList<string> players, double seconds)
{
    private readonly ulong[] ids = RandomIds(players.Count);
    private readonly int[] seats = new int[players.Count];

    /// <summary>The shard's thread: null when the seats are reserved, else why none is.</summary>
    public FleetProblem? TryReserve(Shard shard, RoomHost host)
    {
        if (host.IsDraining)
        {
            return FleetProblem.RoomDraining;
        }

        if (host.IsClosedToJoins)
        {
            return FleetProblem.Overloaded;
        }

        if (IsAnybodySeated(shard, host))
        {
            return FleetProblem.PlayerSeated;
        }

        if (host.Reservations.FreeSeats(shard.Now) < players.Count)
        {
            return FleetProblem.RoomFull;
        }

        for (var i = 0; i < ids.Length; i++)
        {
            host.Reservations.TryReserve(ids[i], players[i], shard.Now, shard.Now + (long)(seconds * 1e9), out var seat);
            seats[i] = seat.Index;
        }

        return null;
    }

    /// <summary>The shard's thread: gives back what was reserved.</summary>
    public bool Cancel(Shard shard, RoomHost host) => seats.All(seat => host.Reservations.TryCancel(new Simulation.Identity.SeatId(seat), shard.Now));

    /// <summary>What was reserved.</summary>
    public IReadOnlyList<SeatTicket> Tickets(DateTimeOffset now)
    {
        var tickets = new SeatTicket[ids.Length];
        for (var i = 0; i < tickets.Length; i++)
        {
            tickets[i] = new SeatTicket(ids[i], seats[i], players[i], now.AddSeconds(seconds));
        }

        return tickets;
    }

    private static ulong[] RandomIds(int count)
    {
        var ids = new ulong[count];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(ids.AsSpan()));
        return ids;
    }

    // A player whose connection is lost may have lost the secret to come back with, so a seat that waits for it is no obstacle.
    private bool IsAnybodySeated(Shard shard, RoomHost host)
    {
        if (host.Room.SeatsTaken == 0 && host.Reservations.Count(shard.Now) == 0)
        {
            return false; // As in every new room: nobody's name need be looked up.
        }

        var names = new HashSet<string>(players, StringComparer.Ordinal);
        foreach (var seat in host.Room.Seats)
        {
            if (host.Reservations.PlayerOf(seat.Id, shard.Now) is { } reserved && names.Contains(reserved))
            {
                return true;
            }

            if (seat.IsConnected && names.Contains(shard.Sessions.PlayerIdAt(host, seat.Id)))
            {
                return true;
            }
        }

        return false;
    }
}
