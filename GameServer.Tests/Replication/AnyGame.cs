using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;
using GameServer.Tests.Protocol.Snapshots;

namespace GameServer.Tests.Replication;

/// <summary>
/// A game with a drawn schema and a small world in which things move on, change, jump, come and go. It declares what its own instance
/// was given, so it is made by <c>new</c> and never through a factory, whose instances share one description.
/// </summary>
internal class AnyGame(AnyShape shape, Random random) : Game<AnyOther, AnyThing>
{
    private const int ThingsMax = 12;
    private const int OthersMax = 6;

    private readonly int changesOneIn = random.Next(1, 9);
    private readonly int removesOneIn = random.Next(5, 80);
    // A radius is measured from the avatar, so there is one only where the avatar has a place.
    private readonly float radius = random.Next(3) == 0 ? random.Next(1, 400) : float.PositiveInfinity;

    public override float InterestRadius => radius;

    /// <summary>Set when nothing is to happen any more.</summary>
    public bool IsFrozen { get; set; }

    protected override void Describe(SchemaBuilder<AnyOther, AnyThing> schema) => AnySchema.Declare(schema, shape);

    protected override void OnStart(Room room)
    {
        for (var i = random.Next(ThingsMax); i > 0; i--)
        {
            SpawnSomething(room);
        }
    }

    protected override AnyThing OnJoin(Room room, Seat seat) => AnyValues.Thing(random);

    protected override void Drive(ref AnyThing avatar, in AnyOther input, DriveContext drive)
    {
    }

    protected override void Tick(Room room)
    {
        if (IsFrozen)
        {
            return;
        }

        foreach (var thing in room.All<AnyThing>())
        {
            // An avatar may go too, but a game seldom takes it.
            if (random.Next(removesOneIn * (thing.Owner.IsSeat ? 10 : 1)) == 0)
            {
                thing.Remove();
                SpawnSomething(room);
                continue;
            }

            Change(ref thing.Value, room.TickSeconds);
        }

        if (shape.HasOther)
        {
            ChangeOthers(room);
        }

        if (random.Next(removesOneIn) == 0)
        {
            SpawnSomething(room);
        }
    }

    private void Change(ref AnyThing thing, float seconds)
    {
        AnyValues.MoveOn(ref thing, seconds);
        if (random.Next(changesOneIn) == 0)
        {
            AnyValues.Change(ref thing, random);
        }
    }

    private void ChangeOthers(Room room)
    {
        foreach (var other in room.All<AnyOther>())
        {
            if (random.Next(removesOneIn) == 0)
            {
                other.Remove();
            }
            else if (random.Next(changesOneIn) == 0)
            {
                other.Value.Count = random.Next(-4, 13);
            }
        }
    }

    private void SpawnSomething(Room room)
    {
        var owner = random.Next(4) == 0 ? new SeatId(random.Next(2)) : SeatId.None;
        if (shape.HasOther && random.Next(2) == 0)
        {
            Spawn(room.All<AnyOther>(), OthersMax, room.World, new AnyOther { Count = random.Next(-3, 12) }, owner);
        }
        else
        {
            Spawn(room.All<AnyThing>(), ThingsMax, room.World, AnyValues.Thing(random), owner);
        }
    }

    private static void Spawn<T>(EntitySet<T> all, int max, World world, in T value, SeatId owner)
        where T : struct
    {
        if (all.Count < max)
        {
            world.Spawn(value, owner);
        }
    }
}

/// <summary>The same, and each seat is shown some of the things only, others after a few ticks.</summary>
internal sealed class AnyHidingGame(AnyShape shape, Random random) : AnyGame(shape, random)
{
    private readonly int periodTicks = random.Next(1, 12);
    private readonly uint shownOneIn = (uint)random.Next(2, 6);
    private uint period;

    protected override void Tick(Room room)
    {
        base.Tick(room);
        period = IsFrozen ? period : room.Tick.Number / (uint)periodTicks;
    }

    protected override bool IsVisible(Room room, Seat seat, EntityId entity) =>
        Mix.Finish(((ulong)period << 32) | ((ulong)(uint)seat.Id.Index << 16) | entity.Slot) % shownOneIn != 0;
}

/// <summary>Random values of <see cref="AnyThing"/>'s fields, such that no game should set included.</summary>
internal static class AnyValues
{
    private const int Fields = 13;

    public static AnyThing Thing(Random random)
    {
        var thing = new AnyThing { Turn = Quaternion.Identity };
        for (var i = random.Next(Fields); i > 0; i--)
        {
            Change(ref thing, random);
        }

        return thing;
    }

    /// <summary>As far as it goes without anybody's doing.</summary>
    public static void MoveOn(ref AnyThing thing, float seconds)
    {
        thing.Flat += thing.FlatSpeed * seconds;
        thing.Deep += thing.DeepSpeed * seconds;
        var turn = thing.Turn + (new Quaternion(thing.TurnSpeed, 0) * thing.Turn * (0.5f * seconds));
        thing.Turn = turn.LengthSquared() is > 0.01f and < 100 ? Quaternion.Normalize(turn) : Quaternion.Identity;
    }

    /// <summary>One field, by a little or altogether.</summary>
    public static void Change(ref AnyThing thing, Random random)
    {
        switch (random.Next(Fields))
        {
            case 0:
                thing.Flat = random.Next(2) == 0 ? thing.Flat + Flat(random, 1) : Flat(random, 512);
                break;
            case 1:
                thing.FlatSpeed = Flat(random, 20);
                break;
            case 2:
                thing.Deep = random.Next(2) == 0 ? thing.Deep + Deep(random, 1) : Deep(random, 512);
                break;
            case 3:
                thing.DeepSpeed = Deep(random, 20);
                break;
            case 4:
                thing.Turn = new Quaternion(Deep(random, 1), Number(random, 1));
                break;
            case 5:
                thing.TurnSpeed = Deep(random, 8);
                break;
            case 6:
                thing.Packed = random.Next(2) == 0 ? Near(thing.Packed, random) : new PackedRotation(random.Next(4), random.Next(1 << 20), random.Next(1 << 20), random.Next(1 << 20));
                break;
            case 7:
                thing.Number = random.Next(2) == 0 ? thing.Number + Number(random, 0.1f) : Number(random, 1000);
                break;
            case 8:
                thing.Count = random.Next(3) switch { 0 => random.Next(int.MinValue, int.MaxValue), 1 => unchecked(thing.Count + random.Next(-5, 6)), _ => 0 };
                break;
            case 9:
                thing.Flag = !thing.Flag;
                break;
            case 10:
                thing.Mood = (AnyMood)random.Next(32);
                break;
            case 11:
                thing.Other = EntityId.FromBits(random.Next(2) == 0 ? random.Next(20) | (1 << 16) : random.Next());
                break;
            default:
                thing.Label = new ShortText(new string((char)random.Next('a', 'z'), random.Next(17)));
                break;
        }
    }

    private static PackedRotation Near(PackedRotation turn, Random random) =>
        new(random.Next(20) == 0 ? random.Next(4) : turn.Largest, turn.A + random.Next(-3, 4), turn.B + random.Next(-3, 4), turn.C + random.Next(-3, 4));

    private static Vector2 Flat(Random random, float range) => new(Number(random, range), Number(random, range));

    private static Vector3 Deep(Random random, float range) => new(Flat(random, range), Number(random, range));

    private static float Number(Random random, float range) => random.Next(200) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.MinValue,
        < 60 => 0,
        _ => ((random.NextSingle() * 2) - 1) * range,
    };
}
