using System.Numerics;
using System.Runtime.CompilerServices;
using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// Declares which fields of an entity struct are replicated, with their ranges and steps. What is not declared stays on the
/// server. Calls chain; the order of the calls is the order on the wire. Wrong declarations throw <see cref="ArgumentException"/>.
/// </summary>
/// <typeparam name="T">The entity struct.</typeparam>
public sealed class EntityBuilder<T>
    where T : struct
{
    private readonly FieldSet<T> publicFields;
    private readonly FieldSet<T> ownerFields;
    private FieldSet<T> current;
    private bool rare;

    internal EntityBuilder(string name, int max)
    {
        Name = name;
        Max = max;
        publicFields = new FieldSet<T>(name);
        ownerFields = new FieldSet<T>(name);
        ownerFields.Reserve(new Column("slot", 0, ushort.MaxValue, ColumnModel.Plain, IsRare: true));
        current = publicFields;
    }

    internal string Name { get; }

    internal int Max { get; }

    internal FieldSet<T> Public => publicFields;

    internal FieldSet<T>? Owner => ownerFields.Columns.Count > 1 ? ownerFields : null;

    internal Flight<object, T>? OwnFlight { get; private set; }

    /// <summary>
    /// Lets the owner's client show at once what its <c>Drive</c> spawns of this kind, and fly it ahead of the server until the
    /// server's entity ends. Use no fields in it, and call the same code in <c>Tick</c>.
    /// </summary>
    /// <typeparam name="TGame">The game's class.</typeparam>
    /// <param name="flight">One tick; false when it is over.</param>
    public EntityBuilder<T> Flight<TGame>(Flight<TGame, T> flight)
        where TGame : class
    {
        OwnFlight = (object game, ref T entity, Tick tick, float tickSeconds) => flight((TGame)game, ref entity, tick, tickSeconds);
        return this;
    }

    /// <summary>Fields declared after this are told to the owning seat alone (ammunition, cooldowns, a hidden hand).</summary>
    public EntityBuilder<T> OwnerOnly()
    {
        current = ownerFields;
        rare = false;
        return this;
    }

    /// <summary>
    /// Fields declared after this seldom change; while none of them does, they cost one bit together. Positions, angles and
    /// rotations are not among them: their zero difference costs a bit each anyway.
    /// </summary>
    public EntityBuilder<T> Rarely()
    {
        rare = true;
        return this;
    }

    /// <summary>The entity's place: -range up to but not including range on each axis, on a grid of <paramref name="step"/>.</summary>
    /// <param name="field">The position.</param>
    /// <param name="range">Metres (or the game's unit) from the origin on each axis.</param>
    /// <param name="step">Grid width in the same unit; a power of two costs no precision.</param>
    /// <param name="velocity">The velocity in units per second, or null when the thing does not move by one.</param>
    /// <param name="velocityRange">Largest speed on an axis, units per second.</param>
    /// <param name="velocityStep">Grid width of the velocity, units per second.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Position(FieldRef<T, Vector2> field, double range, double step, FieldRef<T, Vector2>? velocity = null, double velocityRange = 64, double velocityStep = 1 / 32.0, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        var fieldName = FieldName.From(name);
        if (velocity is not null)
        {
            current.Vector(velocity, fieldName + ".velocity", velocityRange, velocityStep, ColumnModel.Velocity);
        }

        current.Vector(field, fieldName, range, step, velocity is null ? ColumnModel.Plain : ColumnModel.Position);
        current.MarkPosition(fieldName, step, velocity is null ? 0 : velocityStep, axes: 2);
        return this;
    }

    /// <summary>The entity's place in three dimensions; see the two-dimensional overload.</summary>
    /// <param name="field">The position.</param>
    /// <param name="range">Units from the origin on each axis.</param>
    /// <param name="step">Grid width in the same unit.</param>
    /// <param name="velocity">The velocity in units per second, or null.</param>
    /// <param name="velocityRange">Largest speed on an axis, units per second.</param>
    /// <param name="velocityStep">Grid width of the velocity, units per second.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Position(FieldRef<T, Vector3> field, double range, double step, FieldRef<T, Vector3>? velocity = null, double velocityRange = 64, double velocityStep = 1 / 32.0, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        var fieldName = FieldName.From(name);
        if (velocity is not null)
        {
            current.Vector(velocity, fieldName + ".velocity", velocityRange, velocityStep, ColumnModel.Velocity);
        }

        current.Vector(field, fieldName, range, step, velocity is null ? ColumnModel.Plain : ColumnModel.Position);
        current.MarkPosition(fieldName, step, velocity is null ? 0 : velocityStep, axes: 3);
        return this;
    }

    /// <summary>A direction in radians on a circle of 2^<paramref name="bits"/> steps.</summary>
    /// <param name="field">The angle.</param>
    /// <param name="bits">1 to 24.</param>
    /// <param name="integrated">True when the game turns it a little each tick, so that slow turns must survive rounding.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Angle(FieldRef<T, float> field, int bits, bool integrated = false, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Angle(field, FieldName.From(name), bits, integrated);
        return this;
    }

    /// <summary>A vector on a grid, -range up to but not including range on each axis.</summary>
    /// <param name="field">The vector.</param>
    /// <param name="range">Largest value on an axis.</param>
    /// <param name="step">Grid width.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Vector(FieldRef<T, Vector2> field, double range, double step, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Vector(field, FieldName.From(name), range, step);
        return this;
    }

    /// <summary>A vector in three dimensions; see the two-dimensional overload.</summary>
    /// <param name="field">The vector.</param>
    /// <param name="range">Largest value on an axis.</param>
    /// <param name="step">Grid width.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Vector(FieldRef<T, Vector3> field, double range, double step, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Vector(field, FieldName.From(name), range, step);
        return this;
    }

    /// <summary>A rotation in three dimensions as its three smaller components.</summary>
    /// <param name="field">The unit quaternion.</param>
    /// <param name="bits">4 to 20 per component.</param>
    /// <param name="angularVelocity">How it turns, in radians per second about the world's axes, or null.</param>
    /// <param name="angularRange">Largest angular velocity about an axis, radians per second.</param>
    /// <param name="angularStep">Grid width of the angular velocity, radians per second.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Rotation(FieldRef<T, Quaternion> field, int bits, FieldRef<T, Vector3>? angularVelocity = null, double angularRange = 32, double angularStep = 1 / 64.0, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        var fieldName = FieldName.From(name);
        if (angularVelocity is not null)
        {
            current.Vector(angularVelocity, fieldName + ".angularVelocity", angularRange, angularStep, ColumnModel.AngularVelocity);
        }

        current.Rotation(field, fieldName, bits, angularVelocity is null ? 0 : angularStep);
        return this;
    }

    /// <summary>A rotation whose components are whole numbers already.</summary>
    /// <param name="field">The rotation.</param>
    /// <param name="bits">4 to 20 per component.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Rotation(FieldRef<T, PackedRotation> field, int bits, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Rotation(field, FieldName.From(name), bits);
        return this;
    }

    /// <summary>A number on a grid, both ends included.</summary>
    /// <param name="field">The number.</param>
    /// <param name="min">Smallest value.</param>
    /// <param name="max">Largest value.</param>
    /// <param name="step">Grid width.</param>
    /// <param name="integrated">True when the game adds a little each tick, so that slow changes must survive rounding.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Float(FieldRef<T, float> field, double min, double max, double step, bool integrated = false, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Float(field, FieldName.From(name), min, max, step, integrated, rare);
        return this;
    }

    /// <summary>A whole number, both ends included.</summary>
    /// <param name="field">The number.</param>
    /// <param name="min">Smallest value.</param>
    /// <param name="max">Largest value.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Int(FieldRef<T, int> field, int min, int max, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Int(field, FieldName.From(name), min, max, rare);
        return this;
    }

    /// <summary>A flag.</summary>
    /// <param name="field">The flag.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Bool(FieldRef<T, bool> field, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Bool(field, FieldName.From(name), rare);
        return this;
    }

    /// <summary>An enum with values from 0 to <paramref name="max"/>; others become 0.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="field">The value.</param>
    /// <param name="max">Greatest value in use.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Enum<TEnum>(FieldRef<T, TEnum> field, int max, [CallerArgumentExpression(nameof(field))] string? name = null)
        where TEnum : unmanaged, Enum
    {
        current.Enum(field, FieldName.From(name), max, rare);
        return this;
    }

    /// <summary>The name of another entity, or of none. Told even where the other entity is not.</summary>
    /// <param name="field">The reference.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Reference(FieldRef<T, EntityId> field, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Reference(field, FieldName.From(name));
        return this;
    }

    /// <summary>Up to 15 bytes of text.</summary>
    /// <param name="field">The text.</param>
    /// <param name="name">Filled in by the compiler.</param>
    public EntityBuilder<T> Text(FieldRef<T, ShortText> field, [CallerArgumentExpression(nameof(field))] string? name = null)
    {
        current.Text(field, FieldName.From(name));
        return this;
    }
}
