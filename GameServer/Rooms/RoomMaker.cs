using System.Reflection;
using System.Runtime.ExceptionServices;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Timing;

namespace GameServer.Rooms;

/// <summary>Makes the game of a new room; what <c>AddGame</c> registers.</summary>
internal sealed class GameFactory(Func<Game> make, string name = "game")
{
    private readonly Game first = Make(make);
    private EntityCodecs? codecs;

    /// <summary>What matchmakers call the game.</summary>
    public string Name => name;

    /// <summary>What every game made here puts on the wire. Asking for it at start is what finds wrong declarations.</summary>
    public Schema Schema => first.Schema;

    /// <summary>What its rooms write with, one for all of them. Two threads may both make it, to the same end.</summary>
    public EntityCodecs Codecs => codecs ??= new EntityCodecs(first);

    public Game Make()
    {
        var game = Make(make);
        if (game.GetType() == first.GetType())
        {
            game.ShareDescription(first);
        }

        return game;
    }

    // Of a type parameter, "new" goes by reflection, which wraps what the constructor throws.
    private static Game Make(Func<Game> make)
    {
        try
        {
            return make();
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}

/// <summary>
/// Makes rooms for one shard, with the game in them started. Any thread: making one takes far longer than a turn of the shard may,
/// so who is not the shard makes it first and then hands it over.
/// </summary>
internal sealed class RoomMaker(GameFactory games, IMonotonicClock clock, Func<ulong> seeds, uint firstId = 0)
{
    private uint lastId = firstId;

    public Schema Schema => games.Schema;

    public ulong ModelHash => games.Codecs.ModelHash;

    /// <summary>A room that belongs to nobody yet. Throws what the game's own code throws.</summary>
    public RoomHost Make(string name, RoomSettings room, RoomHostSettings host) =>
        new(Interlocked.Increment(ref lastId), name, new Room(games.Make(), room with { Seed = seeds() }), games.Codecs.For(room.TickRate), host, clock);
}
