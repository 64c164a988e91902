using GameServer.Client.Held;
using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Client.Prediction;

/// <summary>The predicted spawns of every kind whose flight the game declares. Owned by the client's thread.</summary>
internal sealed class SpawnSets
{
    private readonly OwnSpawns[] sets;

    public SpawnSets(Game game, SeatId seat, float tickSeconds, MispredictionLog log)
    {
        var maker = new Maker(game, seat, tickSeconds, log);
        sets = [.. game.Schema.Kinds.Select(kind => kind.Accept(maker)).OfType<OwnSpawns>()];
    }

    /// <summary>The spawns of a kind; null where its flight is the server's alone.</summary>
    public OwnSpawns<T>? Of<T>()
        where T : struct
    {
        foreach (var set in sets)
        {
            if (set is OwnSpawns<T> typed)
            {
                return typed;
            }
        }

        return null;
    }

    public void Fly(Tick now)
    {
        foreach (var set in sets)
        {
            set.Fly(now);
        }
    }

    public void RollBack(Tick tick)
    {
        foreach (var set in sets)
        {
            set.RollBack(tick);
        }
    }

    public void EndReplay()
    {
        foreach (var set in sets)
        {
            set.EndReplay();
        }
    }

    public void Confirm(HeldState held, Tick newest, Tick now)
    {
        foreach (var set in sets)
        {
            set.Confirm(held, newest, now);
        }
    }

    private sealed class Maker(Game game, SeatId seat, float tickSeconds, MispredictionLog log) : IEntityKindVisitor<OwnSpawns?>
    {
        public OwnSpawns? Visit<T>(EntityKind<T> kind)
            where T : struct => kind.Flight is null ? null : new OwnSpawns<T>(game, kind, seat, tickSeconds, log);
    }
}
