using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;

namespace GameServer.Tests.Simulation.Worlds;

internal struct Stone
{
    public int Number;
}

internal struct Card
{
    public int Face;
    public int Hand;
}

internal struct Stick
{
    public bool Fire;
}

/// <summary>A world of numbered stones (the avatar's kind) and cards with an owner's part, sealed tick by tick without a room.</summary>
internal sealed class WorldRig
{
    public const int NumberMax = 1_000_000;

    private uint nextTick;

    public WorldRig(int cardsMax = 64)
    {
        var builder = new SchemaBuilder<Stick, Stone>();
        builder.Input(static (ref Stick i) => ref i.Fire);
        builder.Avatar("stone").Int(static (ref Stone s) => ref s.Number, 0, NumberMax);
        builder.Entity<Card>("card", cardsMax)
            .Int(static (ref Card c) => ref c.Face, 0, 100)
            .OwnerOnly()
            .Int(static (ref Card c) => ref c.Hand, 0, 100);
        Schema = builder.Build().Schema;
        World = new World(Schema);
        History = new History(Schema.Stride, tickRate: 10);
    }

    public Schema Schema { get; }

    public World World { get; }

    public History History { get; }

    public EntitySet<Stone> Stones => World.All<Stone>();

    public EntityId Stone(int number) => World.Spawn(new Stone { Number = number }, SeatId.None);

    /// <summary>Ends a tick as a room does; the first is tick 0.</summary>
    public SealedTick Seal(bool keepsLast = true)
    {
        World.Sweep();
        World.Seal(new Tick(nextTick++), History, keepsLast);
        return History.Newest;
    }

    public int[] Numbers()
    {
        var numbers = new List<int>();
        foreach (var stone in Stones)
        {
            numbers.Add(stone.Value.Number);
        }

        return [.. numbers];
    }
}
