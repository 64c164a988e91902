namespace GameServer.Simulation.Schemas;

/// <summary>One kind of entity: its struct, its public record and perhaps an owner's record. Immutable.</summary>
internal abstract class EntityKind(string name, int max, RecordKind publicRecord, RecordKind? ownerRecord)
{
    public string Name { get; } = name;

    /// <summary>The most entities of this kind in one room.</summary>
    public int Max { get; } = max;

    public RecordKind PublicRecord { get; } = publicRecord;

    public RecordKind? OwnerRecord { get; } = ownerRecord;

    public abstract Type EntityType { get; }

    /// <summary>Makes the typed store of this kind; the visitor knows the world's store type, the schema does not.</summary>
    public abstract TResult Accept<TResult>(IEntityKindVisitor<TResult> visitor);
}

/// <summary>Gives back a kind's struct type to code that only has the untyped kind.</summary>
internal interface IEntityKindVisitor<out TResult>
{
    TResult Visit<T>(EntityKind<T> kind)
        where T : struct;
}

internal sealed class EntityKind<T>(
    string name, int max, RecordKind publicRecord, RecordLayout<T> publicLayout, RecordKind? ownerRecord, RecordLayout<T>? ownerLayout, Flight<object, T>? flight)
    : EntityKind(name, max, publicRecord, ownerRecord)
    where T : struct
{
    public RecordLayout<T> PublicLayout { get; } = publicLayout;

    public RecordLayout<T>? OwnerLayout { get; } = ownerLayout;

    /// <summary>
    /// The one way to say what was between two states, <paramref name="seconds"/> apart: a client draws others by it, and the server
    /// judges shots by it, so that both have the same picture to the bit. Numbers go straight, directions the shorter way round,
    /// everything else is as in the earlier state; so is all of an entity that jumped.
    /// </summary>
    public void Interpolate(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share, float seconds) =>
        PublicLayout.Blend(ref item, from, to, PublicRecord.IsJump(from, to, seconds) ? 0 : share);

    /// <summary>One tick of it as its owner predicts it; null where only the server knows how it goes on.</summary>
    public Flight<object, T>? Flight { get; } = flight;

    public override Type EntityType => typeof(T);

    public override TResult Accept<TResult>(IEntityKindVisitor<TResult> visitor) => visitor.Visit(this);
}
