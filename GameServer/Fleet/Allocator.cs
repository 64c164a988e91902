using System.Security.Cryptography;
using GameServer.Protocol.Tokens;
using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Fleet;

/// <summary>
/// Makes rooms on the shard that is likely to have the most time left, and reserves seats in them. Any thread; making a room happens
/// on the caller's, and only what must be known to the shard at once on the shard's.
/// </summary>
internal sealed class Allocator(IReadOnlyList<ShardPlace> places, RoomDirectory directory, AllocatorSettings settings, TimeProvider time)
{
    private readonly Lock placing = new();
    private volatile bool isDraining;
    private long allocated;

    /// <summary>Whether no new rooms are made.</summary>
    public bool IsDraining
    {
        get => isDraining;
        set => isDraining = value;
    }

    /// <summary>Rooms made since the start.</summary>
    public long Allocated => Interlocked.Read(ref allocated);

    public AllocatorSettings Settings => settings;

    /// <summary>A new room with its seats. Throws <see cref="FleetException"/>.</summary>
    public async Task<Allocation> Allocate(AllocationRequest request)
    {
        if (isDraining)
        {
            throw new FleetException(FleetProblem.NodeDraining, "This server is to stop and takes no new rooms.");
        }

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var epoch = (uint)time.GetUtcNow().ToUnixTimeSeconds();

        // Which are full is looked up before a room is made: a server that is asked too much must not work for its refusals.
        foreach (var place in CheapestFirst().Where(place => place.Thread.RoomCount < settings.RoomsMax))
        {
            var host = Make(place, id, epoch, request);
            var room = Account(place, host, request);
            var tickets = await Announce(room, host).ConfigureAwait(false);
            if (tickets is not null)
            {
                Interlocked.Increment(ref allocated);
                return new Allocation(room, Mint(room, tickets));
            }
        }

        throw new FleetException(FleetProblem.NoCapacity, "Every shard of this server holds as many rooms as it may.");
    }

    /// <summary>Reserves seats in a room, all or none. Throws <see cref="FleetException"/>.</summary>
    public async Task<IReadOnlyList<SeatGrant>> Reserve(FleetRoom room, IReadOnlyList<string> players, double seconds)
    {
        RoomControl.RequireAlive(room);
        var tickets = NewTickets(players, seconds);
        var problem = await RoomControl.Ask(room.Place, shard => TryReserve(shard, room, tickets)).ConfigureAwait(false);
        return problem switch
        {
            null => Mint(room, tickets),
            FleetProblem.RoomFull => throw new FleetException(FleetProblem.RoomFull, $"The room has not {players.Count} free seats."),
            FleetProblem.RoomDraining => throw new FleetException(FleetProblem.RoomDraining, "The room is ending and takes nobody in."),
            { } other => throw new FleetException(other, "The room has ended."),
        };
    }

    private static FleetProblem? TryReserve(Shard shard, FleetRoom room, List<Ticket> tickets) =>
        RoomControl.Find(shard, room) is not { } host ? FleetProblem.Ended
        : host.IsDraining ? FleetProblem.RoomDraining
        : TryReserve(shard, host, tickets) ? null
        : FleetProblem.RoomFull;

    private static bool TryReserve(Shard shard, RoomHost host, List<Ticket> tickets)
    {
        if (host.Reservations.FreeSeats(shard.Now) < tickets.Count)
        {
            return false;
        }

        foreach (var ticket in tickets)
        {
            host.Reservations.TryReserve(ticket.Id, shard.Now, shard.Now + (long)(ticket.Seconds * 1e9), out var seat);
            ticket.Seat = seat.Index;
        }

        return true;
    }

    private ShardPlace[] CheapestFirst()
    {
        lock (placing)
        {
            return [.. places.OrderBy(static p => p.Cost)];
        }
    }

    private RoomHost Make(ShardPlace place, string id, uint epoch, AllocationRequest request)
    {
        var room = settings.Room with { SeatsMax = request.MaxPlayers, Config = request.Config };
        var host = settings.Host with { Epoch = epoch, EmptySeconds = request.EmptySeconds };
        try
        {
            return place.Maker.Make(id, room, host);
        }
#pragma warning disable CA1031 // A game may throw anything; the asker is told, and the server goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw exception is ArgumentException
                ? new FleetException(FleetProblem.BadConfig, $"The game refuses the room: {exception.Message}")
                : new FleetException(FleetProblem.GameFailed, $"The game failed as the room was made: {exception.GetType().Name}.");
        }
    }

    private FleetRoom Account(ShardPlace place, RoomHost host, AllocationRequest request)
    {
        var room = new FleetRoom
        {
            Id = host.Name,
            Epoch = host.Settings.Epoch,
            Place = place,
            Request = request,
            CreatedAt = time.GetUtcNow(),
            Cost = ScheduledRoom.CostOf(host),
        };
        lock (placing)
        {
            place.Cost += room.Cost;
        }

        directory.Add(room);
        return room;
    }

    /// <summary>Takes an ended room off its shard's account.</summary>
    public void Discount(FleetRoom room)
    {
        lock (placing)
        {
            room.Place.Cost -= room.Cost;
        }
    }

    // Room and reservations in one turn of the shard: nobody can come in between.
    private async Task<List<Ticket>?> Announce(FleetRoom room, RoomHost host)
    {
        var tickets = NewTickets(room.Request.Players, room.Request.SeatSeconds);
        var isIn = false;
        try
        {
            isIn = await RoomControl.Ask(room.Place, shard => shard.TryAdd(host) && TryReserve(shard, host, tickets)).ConfigureAwait(false);
            return isIn ? tickets : null;
        }
        finally
        {
            if (!isIn)
            {
                directory.Remove(room);
                Discount(room);
            }
        }
    }

    private static List<Ticket> NewTickets(IReadOnlyList<string> players, double seconds) =>
        [.. players.Select(player => new Ticket(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), player, seconds))];

    private List<SeatGrant> Mint(FleetRoom room, List<Ticket> tickets)
    {
        var endpoint = new TokenEndpoint(settings.AdvertisedHost, room.Place.Port);
        return [.. tickets.Select(ticket =>
        {
            var expires = time.GetUtcNow().AddSeconds(ticket.Seconds);
            var grant = new TokenGrant { Room = room.Id, Epoch = room.Epoch, Seat = ticket.Seat, Id = ticket.Id, PlayerId = ticket.PlayerId, Expires = expires };
            return new SeatGrant(ticket.Seat, ticket.PlayerId, ConnectTokenMinter.Mint(settings.MintingKey, grant, [endpoint]), expires);
        })];
    }

    private sealed class Ticket(ulong id, string playerId, double seconds)
    {
        public ulong Id { get; } = id;

        public string PlayerId { get; } = playerId;

        public double Seconds { get; } = seconds;

        public int Seat { get; set; }
    }
}
