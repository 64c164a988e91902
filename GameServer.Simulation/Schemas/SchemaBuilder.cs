using System.Runtime.CompilerServices;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// Given to a game once, at start, to declare its input and its entity kinds. Wrong declarations throw
/// <see cref="ArgumentException"/> with the field's name, before anything runs.
/// </summary>
/// <typeparam name="TInput">One seat's intent for one tick.</typeparam>
/// <typeparam name="TAvatar">The entity that a seat drives.</typeparam>
public sealed class SchemaBuilder<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    /// <summary>The most entities of one kind when the game does not say.</summary>
    public const int EntitiesMaxDefault = 4096;

    private readonly InputSet<TInput> inputs = new();
    private readonly List<(string Name, Func<List<RecordKind>, EntityKind> Build)> others = [];
    private EntityBuilder<TAvatar>? avatar;

    internal SchemaBuilder()
    {
    }

    /// <summary>Declares a float of the input; follow with a range or an angle.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public InputFloat<TInput> Input(FieldRef<TInput, float> field, [CallerArgumentExpression(nameof(field))] string? name = null) => inputs.Add(field, name);

    /// <summary>Declares a whole number of the input; follow with a range.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public InputInt<TInput> Input(FieldRef<TInput, int> field, [CallerArgumentExpression(nameof(field))] string? name = null) => inputs.Add(field, name);

    /// <summary>Declares a flag of the input: a held button, or with <c>Press()</c> an event.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public InputBool Input(FieldRef<TInput, bool> field, [CallerArgumentExpression(nameof(field))] string? name = null) => inputs.Add(field, name);

    /// <summary>Declares the avatar: one per seat, driven by its input, predicted by its owner.</summary>
    /// <param name="name">Name of the kind, part of the schema's hash.</param>
    public EntityBuilder<TAvatar> Avatar(string name)
    {
        if (avatar is not null)
        {
            throw new ArgumentException("Schema: the avatar is declared twice.");
        }

        return avatar = new EntityBuilder<TAvatar>(name, EntitiesMaxDefault);
    }

    /// <summary>Declares another kind of entity.</summary>
    /// <typeparam name="T">Its struct; one kind per struct.</typeparam>
    /// <param name="name">Name of the kind, part of the schema's hash.</param>
    /// <param name="max">The most of them in one room; spawning more gives no entity.</param>
    public EntityBuilder<T> Entity<T>(string name, int max = EntitiesMaxDefault)
        where T : struct
    {
        if (max is < 1 or > ushort.MaxValue)
        {
            throw new ArgumentException($"Schema: {name} needs room for 1 to {ushort.MaxValue} entities.");
        }

        var builder = new EntityBuilder<T>(name, max);
        others.Add((name, records => BuildKind(builder, records)));
        return builder;
    }

    internal (Schema Schema, EntityKind<TAvatar> Avatar, RecordLayout<TInput> Input) Build()
    {
        if (avatar is null || avatar.Public.Columns.Count == 0)
        {
            throw new ArgumentException("Schema: the game declares no avatar with at least one field.");
        }

        var records = new List<RecordKind>();
        var avatarKind = BuildKind(avatar, records);
        List<EntityKind> kinds = [avatarKind];
        foreach (var (_, build) in others)
        {
            kinds.Add(build(records));
        }

        RefuseTwins(kinds);
        if (records.Count > Schema.RecordsMax)
        {
            throw new ArgumentException($"Schema: {records.Count} records; at most {Schema.RecordsMax} fit.");
        }

        var (input, layout) = inputs.Build();
        return (new Schema(kinds, records, input), avatarKind, layout);
    }

    private static void RefuseTwins(List<EntityKind> kinds)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (kinds[i].Name == kinds[j].Name || kinds[i].EntityType == kinds[j].EntityType)
                {
                    throw new ArgumentException($"Schema: {kinds[i].Name} and {kinds[j].Name} share a name or a struct.");
                }
            }
        }
    }

    private static EntityKind<T> BuildKind<T>(EntityBuilder<T> builder, List<RecordKind> records)
        where T : struct
    {
        var fields = builder.Public;
        var publicRecord = new RecordKind(records.Count, builder.Name, fields.Columns, fields.Units, false, fields.PositionColumn, fields.PositionAxes, fields.PositionStep);
        records.Add(publicRecord);
        if (builder.Owner is not { } owner)
        {
            return new EntityKind<T>(builder.Name, builder.Max, publicRecord, fields.Layout(), null, null, builder.OwnFlight);
        }

        var ownerRecord = new RecordKind(records.Count, builder.Name + ".owner", owner.Columns, owner.Units, true, -1, 0, 0);
        records.Add(ownerRecord);
        return new EntityKind<T>(builder.Name, builder.Max, publicRecord, fields.Layout(), ownerRecord, owner.Layout(), builder.OwnFlight);
    }
}
