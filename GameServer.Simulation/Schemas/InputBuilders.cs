namespace GameServer.Simulation.Schemas;

/// <summary>Declares one float of the input struct; it needs a range or an angle's bits.</summary>
/// <typeparam name="T">The input struct.</typeparam>
public sealed class InputFloat<T>
{
    private readonly FieldSet<T> fields;
    private readonly FieldRef<T, float> field;
    private readonly string name;

    internal InputFloat(FieldSet<T> fields, FieldRef<T, float> field, string name) => (this.fields, this.field, this.name) = (fields, field, name);

    internal bool IsDone { get; private set; }

    internal string Name => name;

    /// <summary>The values it may have: min to max, both included, in steps. Others saturate.</summary>
    public void Range(double min, double max, double step)
    {
        fields.Float(field, name, min, max, step, integrated: false, rare: false);
        IsDone = true;
    }

    /// <summary>A direction in radians on a circle of 2^<paramref name="bits"/> steps, 1 to 24 bits.</summary>
    public void Angle(int bits)
    {
        fields.Angle(field, name, bits, integrated: false);
        IsDone = true;
    }
}

/// <summary>Declares one flag of the input struct.</summary>
public sealed class InputBool
{
    private readonly List<int> edges;
    private readonly int column;

    internal InputBool(List<int> edges, int column) => (this.edges, this.column) = (edges, column);

    /// <summary>
    /// The flag is a press (jump, use): set it in the one tick in which it happens. It is executed exactly once, also when its
    /// input arrives late, and is not repeated when the server has to repeat an input. Without this it is a held button.
    /// </summary>
    public void Press()
    {
        // Listed twice, a late press would be executed twice.
        if (!edges.Contains(column))
        {
            edges.Add(column);
        }
    }
}

/// <summary>Declares one whole number of the input struct.</summary>
/// <typeparam name="T">The input struct.</typeparam>
public sealed class InputInt<T>
{
    private readonly FieldSet<T> fields;
    private readonly FieldRef<T, int> field;
    private readonly string name;

    internal InputInt(FieldSet<T> fields, FieldRef<T, int> field, string name) => (this.fields, this.field, this.name) = (fields, field, name);

    internal bool IsDone { get; private set; }

    internal string Name => name;

    /// <summary>The values it may have, both ends included. Others saturate.</summary>
    public void Range(int min, int max)
    {
        fields.Int(field, name, min, max, rare: false);
        IsDone = true;
    }
}

/// <summary>Collects the input struct's fields while a schema is built.</summary>
internal sealed class InputSet<T>
{
    private readonly FieldSet<T> fields = new("input");
    private readonly List<int> edges = [];
    private readonly List<InputFloat<T>> floats = [];
    private readonly List<InputInt<T>> ints = [];

    public InputFloat<T> Add(FieldRef<T, float> field, string? name)
    {
        var declared = new InputFloat<T>(fields, field, FieldName.From(name));
        floats.Add(declared);
        return declared;
    }

    public InputInt<T> Add(FieldRef<T, int> field, string? name)
    {
        var declared = new InputInt<T>(fields, field, FieldName.From(name));
        ints.Add(declared);
        return declared;
    }

    public InputBool Add(FieldRef<T, bool> field, string? name)
    {
        fields.Bool(field, FieldName.From(name), rare: false);
        return new InputBool(edges, fields.Columns.Count - 1);
    }

    public (InputFields Fields, RecordLayout<T> Layout) Build()
    {
        var open = floats.Where(f => !f.IsDone).Select(f => f.Name).Concat(ints.Where(i => !i.IsDone).Select(i => i.Name)).FirstOrDefault();
        if (open is not null)
        {
            throw new ArgumentException($"Schema: input.{open} needs a Range or an Angle.");
        }

        if (fields.Columns.Count is 0 or > Schema.InputColumnsMax)
        {
            throw new ArgumentException($"Schema: an input has 1 to {Schema.InputColumnsMax} fields.");
        }

        return (new InputFields(fields.Columns, edges), fields.Layout());
    }
}
