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

internal sealed class EntityKind<T>(string name, int max, RecordKind publicRecord, RecordLayout<T> publicLayout, RecordKind? ownerRecord, RecordLayout<T>? ownerLayout)
    : EntityKind(name, max, publicRecord, ownerRecord)
    where T : struct
{
    public RecordLayout<T> PublicLayout { get; } = publicLayout;

    public RecordLayout<T>? OwnerLayout { get; } = ownerLayout;

    public override Type EntityType => typeof(T);

    public override TResult Accept<TResult>(IEntityKindVisitor<TResult> visitor) => visitor.Visit(this);
}
