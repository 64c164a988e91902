using GameServer.Protocol.Tokens;
using GameServer.Rooms;

namespace GameServer.Fleet;

/// <summary>
/// Makes rooms on the shard that has, and is likely to keep, the most time left, and reserves seats in them. Any thread; making a room happens
/// on the caller's, and only what must be known to the shard at once on the shard's.
/// </summary>
internal sealed class Allocator(IReadOnlyList<ShardPlace> places, RoomDirectory directory, AllocatorSettings settings, TimeProvider time)
{
    private const int RoomIdChars = 32;

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
    public async Task<(Allocation Allocation, IReadOnlyList<SeatGrant> Seats)> Allocate(AllocationRequest request)
    {
        if (isDraining)
        {
            throw new FleetException(FleetProblem.NodeDraining, "This server is to stop and takes no new rooms.");
        }

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var epoch = (uint)time.GetUtcNow().ToUnixTimeSeconds();

        // Which are full is looked up before a room is made: a server that is asked too much must not work for its refusals.
        foreach (var place in CheapestFirst())
        {
            if (place.Thread.RoomCount >= settings.RoomsMax || place.Thread.IsOverloaded)
            {
                continue;
            }

            var host = Make(place, id, epoch, request);
            var room = Account(place, host, request);
            place.Expect();
            var tickets = await Announce(room, host, new SeatDemand(request.Players, request.SeatSeconds)).ConfigureAwait(false);
            if (tickets is not null)
            {
                var allocation = new Allocation(room, MadeRoom: true, Tickets: tickets);
                var seats = await MintOrUndo(allocation, static made => RoomControl.End(made.Room, now: true, secondsMax: null)).ConfigureAwait(false);
                Interlocked.Increment(ref allocated);
                return (allocation, seats);
            }
        }

        throw new FleetException(FleetProblem.NoCapacity, "Every shard of this server holds as many rooms as it may, or has no time left for another.");
    }

    /// <summary>Reserves seats in a room, all or none. Throws <see cref="FleetException"/>.</summary>
    public async Task<(Allocation Allocation, IReadOnlyList<SeatGrant> Seats)> Reserve(FleetRoom room, IReadOnlyList<string> players, double seconds)
    {
        RoomControl.RequireAlive(room);
        var demand = new SeatDemand(players, seconds);
        var problem = await RoomControl.Ask(room.Place, shard => RoomControl.Find(shard, room) is { } host ? demand.TryReserve(shard, host) : FleetProblem.Ended).ConfigureAwait(false);
        if (problem is null)
        {
            var allocation = new Allocation(room, MadeRoom: false, Tickets: demand.Tickets(time.GetUtcNow()));
            return (allocation, await MintOrUndo(allocation, _ => RoomControl.Ask(room.Place, shard => RoomControl.Find(shard, room) is { } host && demand.Cancel(shard, host))).ConfigureAwait(false));
        }

        throw new FleetException(problem.Value, problem.Value switch
        {
            FleetProblem.RoomFull => $"The room has not {players.Count} free seats.",
            FleetProblem.RoomDraining => "The room is ending and takes nobody in.",
            FleetProblem.Overloaded => "The server has no time left for more players in the room.",
            FleetProblem.PlayerSeated => "One of the players has a seat in the room already, or one reserved; it can be given back.",
            _ => "The room has ended.",
        });
    }

    /// <summary>Most bytes of UTF-8 that a player's id may have, so that a token can say it.</summary>
    public int PlayerIdBytesMax { get; } = TokenLimits.PlayerIdBytesMax(settings.AdvertisedHost.Length, RoomIdChars);

    /// <summary>Tokens for reserved seats. Made anew each time: they are as good as the first ones, for one use together.</summary>
    public IReadOnlyList<SeatGrant> Mint(Allocation allocation)
    {
        var room = allocation.Room;
        var endpoint = new TokenEndpoint(settings.AdvertisedHost, room.Place.Port);
        var seats = new SeatGrant[allocation.Tickets.Count];
        for (var i = 0; i < seats.Length; i++)
        {
            var ticket = allocation.Tickets[i];
            var grant = new TokenGrant { Room = room.Id, Epoch = room.Epoch, Seat = ticket.Seat, Id = ticket.Id, PlayerId = ticket.PlayerId, Expires = ticket.ExpiresAt };
            seats[i] = new SeatGrant(ticket.Seat, ticket.PlayerId, ConnectTokenMinter.Mint(settings.MintingKey, grant, [endpoint]), ticket.ExpiresAt);
        }

        return seats;
    }

    // Whoever asked learns nothing of what it would have got, so nothing of it may be left.
    private async Task<IReadOnlyList<SeatGrant>> MintOrUndo(Allocation allocation, Func<Allocation, Task> undo)
    {
        try
        {
            return Mint(allocation);
        }
        catch
        {
            await undo(allocation).ConfigureAwait(false);
            throw;
        }
    }

    // By what they cost now: it goes on changing.
    private ShardPlace[] CheapestFirst()
    {
        var first = new ShardPlace[places.Count];
        Span<double> costs = stackalloc double[first.Length];
        for (var i = 0; i < first.Length; i++)
        {
            (first[i], costs[i]) = (places[i], places[i].Cost);
        }

        costs.Sort(first.AsSpan());
        return first;
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
            Game = request.Game,
            Build = request.Build,
            Labels = request.Labels,
            MaxPlayers = request.MaxPlayers,
            SeatsAsked = request.Players.Count,
            CreatedAt = time.GetUtcNow(),
        };
        directory.Add(room);
        return room;
    }

    // Room and reservations in one turn of the shard: nobody can come in between. A question that was given up adds nothing later.
    private async Task<IReadOnlyList<SeatTicket>?> Announce(FleetRoom room, RoomHost host, SeatDemand demand)
    {
        var isIn = false;
        try
        {
            isIn = await RoomControl.Ask(room.Place, shard => shard.TryAdd(host) && demand.TryReserve(shard, host) is null).ConfigureAwait(false);
            return isIn ? demand.Tickets(time.GetUtcNow()) : null;
        }
        finally
        {
            room.Place.Arrive();
            if (!isIn)
            {
                directory.Remove(room);
            }
        }
    }
}
