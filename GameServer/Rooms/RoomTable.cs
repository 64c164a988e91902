using System.Diagnostics.CodeAnalysis;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Rooms;

/// <summary>The rooms of one shard by name. Owned by the shard's thread.</summary>
internal sealed class RoomTable(RoomMaker maker, RoomTableSettings settings)
{
    private readonly Dictionary<string, RoomHost> byName = new(StringComparer.Ordinal);
    private readonly Queue<RoomHost> added = new();

    public Dictionary<string, RoomHost>.ValueCollection All => byName.Values;

    /// <summary>Where calls of the rooms' code are marked.</summary>
    public GameCalls Calls { get; } = new();

    /// <summary>Between two ticks of its rooms.</summary>
    public double TickMs => 1000.0 / settings.Room.TickRate;

    public Schema Schema => maker.Schema;

    public ulong ModelHash => maker.ModelHash;

    public bool IsFull => byName.Count >= settings.RoomsMax;

    /// <summary>Whether no new rooms are made here any more.</summary>
    public bool IsDraining { get; set; }

    /// <summary>Where rooms are that were here.</summary>
    public MovedRooms Moved { get; } = new();

    /// <summary>Whether there is no time for another one.</summary>
    public bool IsOverloaded { get; set; }

    /// <summary>Rooms that could not be made, for the shard to tell of and forget.</summary>
    public List<FailedStart> FailedStarts { get; } = [];

    public bool TryGet(string name, [NotNullWhen(true)] out RoomHost? room) => byName.TryGetValue(name, out room);

    /// <summary>Takes in a room that was made elsewhere; false when the table is full or has one of that name.</summary>
    public bool TryAdd(RoomHost room)
    {
        if (IsFull || !byName.TryAdd(room.Name, room))
        {
            return false;
        }

        room.Calls = Calls;
        added.Enqueue(room);
        return true;
    }

    /// <summary>A room that has come since it was asked last and is still there, the oldest first; each is told of once.</summary>
    public bool TryTakeNew([NotNullWhen(true)] out RoomHost? room)
    {
        while (added.TryDequeue(out room))
        {
            if (byName.TryGetValue(room.Name, out var there) && there == room)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes a room with the server's settings for rooms; false when the game's own constructor or start threw.</summary>
    public bool TryCreate(string name, [NotNullWhen(true)] out RoomHost? host)
    {
        if (IsFull || byName.ContainsKey(name))
        {
            throw new InvalidOperationException($"Room {name} cannot be made.");
        }

        host = null;
        var call = Calls.Enter(name, host: null);
        try
        {
            host = maker.Make(name, settings.Room, settings.Host);
        }
        catch (Exception exception) when (Contain(name, exception))
        {
        }

        Calls.Leave(call);
        return host is not null && TryAdd(host);
    }

    public void Remove(RoomHost room) => byName.Remove(room.Name);

    private bool Contain(string name, Exception exception)
    {
        FailedStarts.Add(new FailedStart(name, exception));
        return true;
    }
}

/// <summary>A room whose game threw before its first tick.</summary>
internal readonly record struct FailedStart(string Room, Exception Failure);

/// <summary>How many rooms a shard holds, and how those are that it makes by name.</summary>
internal sealed record RoomTableSettings(int RoomsMax, RoomSettings Room, RoomHostSettings Host);
