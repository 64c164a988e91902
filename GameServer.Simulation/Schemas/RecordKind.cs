namespace GameServer.Simulation.Schemas;

/// <summary>
/// The columns of one kind of row on the wire. An entity kind has a public record and, when it declares owner-only fields,
/// a second one that only its owner is told; each has rows, hashes and baselines of its own. Immutable.
/// </summary>
public sealed class RecordKind
{
    /// <summary>As far as nothing is thrown off its course between two snapshots, in the position's unit.</summary>
    public const float JumpUnits = 4;

    internal RecordKind(int index, string name, IReadOnlyList<Column> columns, IReadOnlyList<ColumnUnit> units, bool isOwnerPart, int positionColumn, int positionAxes, float positionStep)
    {
        Index = index;
        Name = name;
        Columns = [.. columns];
        Units = [.. units];
        IsOwnerPart = isOwnerPart;
        PositionColumn = positionColumn;
        PositionAxes = positionAxes;
        PositionStep = positionStep;
        Bits = Columns.Sum(static column => column.Bits);
    }

    /// <summary>Place in <see cref="Schema.Records"/>; what an entity's head names.</summary>
    public int Index { get; }

    /// <summary>The game's name of the kind, with ".owner" behind it for the owner's part.</summary>
    public string Name { get; }

    /// <summary>The columns in wire order.</summary>
    public ReadOnlySpan<Column> ColumnSpan => Columns;

    /// <summary>Which columns belong together, in wire order; every column is in one.</summary>
    public ReadOnlySpan<ColumnUnit> UnitSpan => Units;

    /// <summary>How many bits a row has when each column takes its full width.</summary>
    public int Bits { get; }

    /// <summary>Whether only the owning seat is told of such rows. Column 0 then holds the slot of the public row.</summary>
    public bool IsOwnerPart { get; }

    /// <summary>First column of the kind's position, or -1 when it has none (such entities are seen from everywhere).</summary>
    public int PositionColumn { get; }

    /// <summary>2 or 3 columns of position; 0 without one.</summary>
    public int PositionAxes { get; }

    /// <summary>Metres (or the game's unit) per position step.</summary>
    public float PositionStep { get; }

    /// <summary>
    /// Whether the entity was set down elsewhere between two rows, as by a respawn, rather than moved there: its position is farther
    /// than <see cref="JumpUnits"/> on an axis from where its velocity takes it. What has no velocity never jumps.
    /// </summary>
    internal bool IsJump(ReadOnlySpan<int> from, ReadOnlySpan<int> to, float seconds)
    {
        for (var axis = 0; axis < PositionAxes; axis++)
        {
            var at = PositionColumn + axis;
            var column = Columns[at];
            if (column.VelocityColumn < 0)
            {
                return false;
            }

            var steps = (from[column.VelocityColumn] + (double)to[column.VelocityColumn]) / 2 * column.VelocityRatio * seconds;
            if (Math.Abs(to[at] - from[at] - steps) * PositionStep > JumpUnits)
            {
                return true;
            }
        }

        return false;
    }

    internal Column[] Columns { get; }

    internal ColumnUnit[] Units { get; }
}
