using System.Numerics;
using CsCheck;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Protocol.Snapshots;

internal enum AnyMood : byte
{
    Calm,
}

/// <summary>A struct with one field of every kind; schemas declare the same field as often as they like, for only rows are of interest.</summary>
internal struct AnyThing
{
    public Vector2 Flat, FlatSpeed;
    public Vector3 Deep, DeepSpeed;
    public Quaternion Turn;
    public Vector3 TurnSpeed;
    public PackedRotation Packed;
    public float Number;
    public int Count;
    public bool Flag;
    public AnyMood Mood;
    public EntityId Other;
    public ShortText Label;
}

internal struct AnyOther
{
    public int Count;
}

/// <summary>Fields drawn for the avatar's public part and its owner's, and whether there is a second kind.</summary>
internal sealed record AnyShape((int Kind, int A, int B, bool Flag)[] PublicFields, (int Kind, int A, int B, bool Flag)[] OwnerFields, bool HasOther)
{
    /// <summary>The kinds of field up to here are positions.</summary>
    public const int PositionKindMax = 2;
}

/// <summary>Random schemas with every kind of field, and random rows of them, boundary values more often than chance would bring them.</summary>
internal static class AnySchema
{
    private const int FieldKinds = 14;

    private static readonly Gen<(int Kind, int A, int B, bool Flag)[]> Fields =
        Gen.Select(Gen.Int[0, FieldKinds - 1], Gen.Int, Gen.OneOf(Gen.Int, Gen.OneOf(int.MinValue, int.MaxValue, 0, 1)), Gen.Bool).Array[1, 7];

    /// <summary>What a schema is made from, for a game that declares it itself.</summary>
    public static Gen<AnyShape> Shapes { get; } = Gen.Select(Fields, Fields, Gen.Bool).Select(static (publicFields, ownerFields, hasOther) => new AnyShape(publicFields, ownerFields, hasOther));

    public static Gen<Schema> Schemas { get; } = Shapes.Select(static shape =>
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        Declare(builder, shape);
        return builder.Build().Schema;
    });

    public static void Declare(SchemaBuilder<AnyOther, AnyThing> builder, AnyShape shape)
    {
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        var avatar = builder.Avatar("any");
        Declare(avatar, shape.PublicFields);
        Declare(avatar.OwnerOnly(), shape.OwnerFields);
        if (shape.HasOther)
        {
            builder.Entity<AnyOther>("other").Int(static (ref AnyOther o) => ref o.Count, -3, 11);
        }
    }

    /// <summary>A row whose every column is in range.</summary>
    public static int[] Row(Schema schema, RecordKind record, Random random)
    {
        var row = new int[schema.Stride];
        for (var i = 0; i < record.ColumnSpan.Length; i++)
        {
            row[i] = Value(record.ColumnSpan[i], random);
        }

        return row;
    }

    /// <summary>What a row may be some ticks later: columns that stay, that move a little, that jump.</summary>
    public static int[] Successor(RecordKind record, int[] row, Random random)
    {
        var next = (int[])row.Clone();
        for (var i = 0; i < record.ColumnSpan.Length; i++)
        {
            var column = record.ColumnSpan[i];
            next[i] = random.Next(4) switch
            {
                0 => Value(column, random),
                1 => (int)Math.Clamp(row[i] + (long)random.Next(-300, 300), column.Min, column.Max),
                _ => row[i],
            };
        }

        return next;
    }

    private static int Value(Column column, Random random) => random.Next(4) switch
    {
        0 => column.Min,
        1 => column.Max,
        _ => (int)random.NextInt64(column.Min, column.Max + 1L),
    };

    private static void Declare(EntityBuilder<AnyThing> builder, (int Kind, int A, int B, bool Flag)[] fields)
    {
        var hasPosition = false;
        foreach (var (kind, a, b, flag) in fields)
        {
            if (kind <= AnyShape.PositionKindMax && hasPosition)
            {
                continue;
            }

            hasPosition |= kind <= AnyShape.PositionKindMax;
            Declare(builder, kind, a, b);
            if (flag)
            {
                builder.Rarely();
            }
        }

        builder.Bool(static (ref AnyThing t) => ref t.Flag);
    }

    private static void Declare(EntityBuilder<AnyThing> builder, int kind, int a, int b)
    {
        var bits = 4 + ((a & int.MaxValue) % 17);
        var step = 1.0 / (1 << (bits % 8));
        var low = a == b ? int.MinValue : b;
        b = a == b ? int.MaxValue : b;
        _ = kind switch
        {
            0 => builder.Position(static (ref AnyThing t) => ref t.Flat, 4L << (bits % 10), step, static (ref AnyThing t) => ref t.FlatSpeed, 64, 1.0 / (1 << ((b & 15) % 11))),
            1 => builder.Position(static (ref AnyThing t) => ref t.Flat, 512, step),
            2 => builder.Position(static (ref AnyThing t) => ref t.Deep, 512, step, static (ref AnyThing t) => ref t.DeepSpeed),
            3 => builder.Angle(static (ref AnyThing t) => ref t.Number, 1 + ((a & int.MaxValue) % 24), (b & 2) != 0),
            4 => builder.Rotation(static (ref AnyThing t) => ref t.Turn, bits, (a & 1) == 0 ? static (ref AnyThing t) => ref t.TurnSpeed : null, 32, 1.0 / 64),
            11 => builder.Rotation(static (ref AnyThing t) => ref t.Packed, bits),
            12 => builder.Vector(static (ref AnyThing t) => ref t.DeepSpeed, 64, step),
            13 => builder.Vector(static (ref AnyThing t) => ref t.FlatSpeed, 64, step),
            5 => builder.Float(static (ref AnyThing t) => ref t.Number, -(bits * 3), bits * 40, step, (b & 2) != 0),
            6 => builder.Int(static (ref AnyThing t) => ref t.Count, Math.Min(a, low), Math.Max(a, b)),
            7 => builder.Bool(static (ref AnyThing t) => ref t.Flag),
            8 => builder.Enum(static (ref AnyThing t) => ref t.Mood, bits),
            9 => builder.Reference(static (ref AnyThing t) => ref t.Other),
            _ => builder.Text(static (ref AnyThing t) => ref t.Label),
        };
    }
}
