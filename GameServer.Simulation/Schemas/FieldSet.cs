using System.Numerics;
using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// Collects the fields of one record while a schema is built: appends columns, refuses what cannot be put on the wire.
/// Thrown errors are the game author's to mend and name the field.
/// </summary>
internal sealed class FieldSet<T>(string owner)
{
    // A float has 24 significant bits; up to here the grid's neighbours are different floats, and a value finds its own index again.
    private const int StepsFromZeroMax = 1 << 23;

    private readonly List<Field<T>> fields = [];

    public List<Column> Columns { get; } = [];

    public List<ColumnUnit> Units { get; } = [];

    public int PositionColumn { get; private set; } = -1;

    public int PositionAxes { get; private set; }

    public float PositionStep { get; private set; }

    public RecordLayout<T> Layout() => new(fields);

    public void Float(FieldRef<T, float> field, string name, double min, double max, double step, bool integrated, bool rare)
    {
        var grid = GridOf(name, min, max, step);
        fields.Add(new FloatField<T>(Columns.Count, field, grid, integrated));
        Add(new Column(name, grid.Min, grid.Max, ColumnModel.Plain, rare, Step: step, IsIntegrated: integrated));
    }

    public void Vector(FieldRef<T, Vector2> field, string name, double range, double step, ColumnModel model = ColumnModel.Plain)
    {
        var grid = HalfOpenGrid(name, range, step);
        fields.Add(new Vector2Field<T>(Columns.Count, field, grid));
        AddAxes(name, grid, step, model, 2);
    }

    public void Vector(FieldRef<T, Vector3> field, string name, double range, double step, ColumnModel model = ColumnModel.Plain)
    {
        var grid = HalfOpenGrid(name, range, step);
        fields.Add(new Vector3Field<T>(Columns.Count, field, grid));
        AddAxes(name, grid, step, model, 3);
    }

    /// <summary>Declares the last vector the record's position and ties it to the vector before it, its velocity (none when the step is 0).</summary>
    public void MarkPosition(string name, double step, double velocityStep, int axes)
    {
        if (PositionColumn >= 0)
        {
            throw Bad(name, "is a second position; an entity has one");
        }

        PositionColumn = Columns.Count - axes;
        PositionAxes = axes;
        PositionStep = (float)step;
        for (var axis = 0; axis < axes && velocityStep > 0; axis++)
        {
            var at = PositionColumn + axis;
            Columns[at] = Columns[at] with { VelocityColumn = at - axes, VelocityRatio = velocityStep / step };
        }

        if (velocityStep > 0)
        {
            Units[^1] = Units[^1] with { Kind = UnitKind.Position, Driver = PositionColumn - axes };
        }
    }

    public void Angle(FieldRef<T, float> field, string name, int bits, bool integrated)
    {
        if (bits is < 1 or > 24)
        {
            throw Bad(name, "needs 1 to 24 bits");
        }

        fields.Add(new AngleField<T>(Columns.Count, field, bits, integrated));
        Add(new Column(name, 0, (1 << bits) - 1, ColumnModel.Angle, IsIntegrated: integrated));
    }

    public void Rotation(FieldRef<T, Quaternion> field, string name, int bits, double angularStep)
    {
        if (bits is < 4 or > 20)
        {
            throw Bad(name, "needs 4 to 20 bits per component");
        }

        fields.Add(new RotationField<T>(Columns.Count, field, bits));
        var max = (1 << (bits - 1)) - 1;
        AddRotation(name, -max, max, angularStep);
    }

    public void Rotation(FieldRef<T, PackedRotation> field, string name, int bits)
    {
        if (bits is < 4 or > 20)
        {
            throw Bad(name, "needs 4 to 20 bits per component");
        }

        fields.Add(new PackedRotationField<T>(Columns.Count, field, bits));
        AddRotation(name, 0, (1 << bits) - 1, 0);
    }

    public void Int(FieldRef<T, int> field, string name, int min, int max, bool rare)
    {
        if (min >= max)
        {
            throw Bad(name, "needs min below max");
        }

        fields.Add(new IntField<T>(Columns.Count, field, min, max));
        Add(new Column(name, min, max, ColumnModel.Plain, rare));
    }

    public void Bool(FieldRef<T, bool> field, string name, bool rare)
    {
        fields.Add(new BoolField<T>(Columns.Count, field));
        Add(new Column(name, 0, 1, ColumnModel.Plain, rare));
    }

    public void Enum<TEnum>(FieldRef<T, TEnum> field, string name, int max, bool rare)
        where TEnum : unmanaged, Enum
    {
        if (max < 1)
        {
            throw Bad(name, "needs a greatest value of at least 1");
        }

        fields.Add(new EnumField<T, TEnum>(Columns.Count, field, max));
        Add(new Column(name, 0, max, ColumnModel.Plain, rare));
    }

    public void Reference(FieldRef<T, EntityId> field, string name)
    {
        fields.Add(new ReferenceField<T>(Columns.Count, field));
        Add(new Column(name, int.MinValue, int.MaxValue, ColumnModel.Opaque, IsRare: true));
    }

    public void Text(FieldRef<T, ShortText> field, string name)
    {
        fields.Add(new TextField<T>(Columns.Count, field));
        for (var word = 0; word < ShortText.Words; word++)
        {
            Add(new Column($"{name}[{word}]", int.MinValue, int.MaxValue, ColumnModel.Opaque, IsRare: true));
        }
    }

    /// <summary>Makes room for a column that no field of the struct fills.</summary>
    public void Reserve(Column column) => Add(column);

    private void Add(Column column)
    {
        var kind = column.Model switch
        {
            ColumnModel.Angle => UnitKind.Angle,
            ColumnModel.Opaque => UnitKind.Opaque,
            _ => UnitKind.Scalar,
        };
        Units.Add(new ColumnUnit(kind, Columns.Count, 1));
        AddColumn(column);
    }

    private void AddColumn(Column column)
    {
        if (Columns.Count >= Schema.ColumnsMax)
        {
            throw Bad(column.Name, $"is one column too many; a record has at most {Schema.ColumnsMax}");
        }

        Columns.Add(column);
    }

    // The angular velocity, if there is one, stands right before its rotation.
    private void AddRotation(string name, int min, int max, double angularStep)
    {
        var first = Columns.Count;
        foreach (var part in (string[])[".largest", ".a", ".b", ".c"])
        {
            AddColumn(new Column(name + part, part == ".largest" ? 0 : min, part == ".largest" ? 3 : max, ColumnModel.Rotation));
        }

        Units.Add(new ColumnUnit(UnitKind.Rotation, first, 4, angularStep > 0 ? first - 3 : -1, angularStep));
    }

    private void AddAxes(string name, Grid grid, double step, ColumnModel model, int axes)
    {
        var kind = model switch
        {
            ColumnModel.Velocity => UnitKind.Velocity,
            ColumnModel.AngularVelocity => UnitKind.AngularVelocity,
            _ => UnitKind.Vector,
        };
        Units.Add(new ColumnUnit(kind, Columns.Count, axes));
        for (var axis = 0; axis < axes; axis++)
        {
            AddColumn(new Column(name + (axis == 0 ? ".X" : axis == 1 ? ".Y" : ".Z"), grid.Min, grid.Max, model, Step: step, IsIntegrated: true));
        }
    }

    private Grid GridOf(string name, double min, double max, double step)
    {
        if (!(step > 0) || !(min < max) || Math.Max(Math.Abs(min), Math.Abs(max)) / step > StepsFromZeroMax)
        {
            throw Bad(name, $"needs min < max and a step above 0, with at most {StepsFromZeroMax} steps on either side of zero");
        }

        return Checked(name, new Grid(step, (int)Math.Round(min / step), (int)Math.Round(max / step)));
    }

    // 2 x range / step values: a power of two when range and step are, so no bit is wasted on the upper end.
    private Grid HalfOpenGrid(string name, double range, double step)
    {
        var grid = GridOf(name, -range, range, step);
        return Checked(name, new Grid(step, grid.Min, grid.Max - 1));
    }

    private Grid Checked(string name, Grid grid) => grid.Min < grid.Max ? grid : throw Bad(name, "needs a step that divides its range into at least two values");

    private ArgumentException Bad(string name, string why) => new($"Schema: {owner}.{name} {why}.");
}
