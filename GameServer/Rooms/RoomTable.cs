using System.Diagnostics.CodeAnalysis;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Timing;

namespace GameServer.Rooms;

/// <summary>Makes the game of a new room; what <c>AddGame</c> registers.</summary>
internal sealed class GameFactory(Func<Game> make)
{
    /// <summary>What every game made here puts on the wire. Building it at start is what finds wrong declarations.</summary>
    public Schema Schema { get; } = make().Schema;

    public Game Make() => make();
}

/// <summary>The rooms of one shard by name. Owned by the shard's thread.</summary>
internal sealed class RoomTable(GameFactory games, RoomTableSettings settings, IMonotonicClock clock, Func<ulong> seeds)
{
    private readonly Dictionary<string, RoomHost> byName = new(StringComparer.Ordinal);
    private uint lastId = settings.FirstId;

    public Dictionary<string, RoomHost>.ValueCollection All => byName.Values;

    public Schema Schema => games.Schema;

    public bool IsFull => byName.Count >= settings.RoomsMax;

    /// <summary>Rooms that could not be made, for the shard to tell of and forget.</summary>
    public List<FailedStart> FailedStarts { get; } = [];

    public bool TryGet(string name, out RoomHost room) => byName.TryGetValue(name, out room!);

    /// <summary>Makes a room with the server's settings for rooms; false when the game's own constructor or start threw.</summary>
    public bool TryCreate(string name, [NotNullWhen(true)] out RoomHost? host)
    {
        if (IsFull || byName.ContainsKey(name))
        {
            throw new InvalidOperationException($"Room {name} cannot be made.");
        }

        host = null;
        try
        {
            var room = new Room(games.Make(), settings.Room with { Seed = seeds() });
            host = new RoomHost(++lastId, name, room, settings.Host, clock);
        }
        catch (Exception exception) when (Contain(name, exception))
        {
            return false;
        }

        byName.Add(name, host);
        return true;
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
internal sealed record RoomTableSettings(int RoomsMax, RoomSettings Room, RoomHostSettings Host, uint FirstId = 0);
