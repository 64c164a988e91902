namespace GameServer.Protocol.Models;

/// <summary>
/// What both ends work out about one entity while it is coded, from rows that both hold and from the units that are coded
/// already: the features that choose contexts, and the guesses. Lives for one code; its memory is the caller's.
/// </summary>
internal ref struct EntityGuess
{
    public readonly RecordPlan Plan;
    public readonly RecordModel Model;
    public readonly Span<int> Features;

    /// <summary>By column: the guess in 1/16 of a step, and what the row is more than the guess. A rotation's first column: the rank of the component left out.</summary>
    public readonly Span<int> Guess16;
    public readonly Span<int> Residuals;

    /// <summary>How far each of a rotation's components is guessed to move, in steps.</summary>
    public readonly Span<int> Ways;
    private readonly int tickRate;
    private UnitQuaternion now0;
    private UnitQuaternion now1;
    private UnitQuaternion turn1;
    private UnitQuaternion turn3;
    private UnitQuaternion roll;
    private UnitQuaternion guess;
    private BodyMatrix body0;
    private BodyMatrix body1;

    public EntityGuess(RecordPlan plan, RecordModel model, int tickRate, Span<int> memory)
    {
        Plan = plan;
        Model = model;
        this.tickRate = tickRate;
        Features = memory[..plan.FeatureCount];
        Guess16 = memory.Slice(plan.FeatureCount, plan.Columns);
        Residuals = memory.Slice(plan.FeatureCount + plan.Columns, plan.Columns);
        Ways = memory.Slice(plan.FeatureCount + (2 * plan.Columns), 3);
        (now0, now1, turn1, turn3, roll, guess, body0, body1) = (default, default, default, default, default, default, default, default);
    }

    public static int MemoryFor(RecordPlan plan) => plan.FeatureCount + (2 * plan.Columns) + 3;

    /// <summary>The rotation of the newest row.</summary>
    public readonly UnitQuaternion Start => now0;

    /// <summary>Fills the features that need nothing but the rows held.</summary>
    public void Begin(scoped in RowHistory rows)
    {
        var common = Features;
        common[0] = rows.Age;
        common[1] = rows.SecondGap;
        common[2] = rows.ThirdGap;
        for (var i = 0; i < Plan.Columns; i++)
        {
            common[4] += rows.Newest[i] != rows.Second[i] ? 1 : 0;
            common[5] += rows.Second[i] != rows.Third[i] ? 1 : 0;
        }

        common[3] = common[4] + common[5] == 0 ? 1 : 0;
        foreach (var unit in Plan.Units)
        {
            if (unit.IsRotation)
            {
                BeginRotation(unit, rows);
            }
            else
            {
                BeginParts(unit, rows);
            }
        }

        if (Plan.Rotation is { } rotation)
        {
            BeginBody(rotation, Plan.Position!, rows);
        }
    }

    /// <summary>Guesses a unit; the row holds the units before it.</summary>
    public void Guess(UnitPlan unit, scoped in RowHistory rows, scoped ReadOnlySpan<int> row)
    {
        if (unit.IsFlag)
        {
            return;
        }

        if (unit.IsRotation)
        {
            GuessRotation(unit, rows, row);
        }
        else
        {
            GuessParts(unit, rows, row);
        }
    }

    /// <summary>The terms of the guess that was made last, for the trainer.</summary>
    public readonly void RotationTerms(UnitPlan unit, int component, scoped in RowHistory rows, scoped ReadOnlySpan<int> row, scoped Span<int> terms)
    {
        terms[0] = turn1[component];
        terms[1] = turn3[component];
        terms[2] = roll[component];
        if (unit.IsDriven)
        {
            terms[3] = Driven(unit, rows, row)[component];
        }
    }

    /// <summary>Terms of one column's guess, in 1/16 of a step.</summary>
    public readonly void PartTerms(UnitPlan unit, int part, scoped in RowHistory rows, scoped ReadOnlySpan<int> row, scoped Span<int> terms)
    {
        var column = unit.First + part;
        terms[0] = Way16(unit, rows.Newest[column], rows.Second[column], rows.SecondRatio);
        terms[1] = Way16(unit, rows.Newest[column], rows.Third[column], rows.ThirdRatio);
        terms[2] = 16;
        var at = 3;
        if (unit.IsDriven)
        {
            var driver = unit.Unit.Driver + part;
            var moved = ((long)rows.Newest[driver] + row[driver]) * rows.Age * (long)Math.Round(unit.Ratio / tickRate / 2 * (1 << 20));
            terms[at++] = Clamp(moved >> 16);
        }

        if (unit.IsBodyPosition)
        {
            var now = new BodyMatrix(guess); // What the rotation turned out to be: see Settle.
            var (x, y, z) = now.PivotFrom(body0, Model.Up, Model.HalfSize16);
            terms[at] = part == 0 ? x : part == 1 ? y : z;
            (x, y, z) = body0.PivotFrom(body1, Model.Up, Model.HalfSize16);
            terms[at + 1] = Clamp(((long)(part == 0 ? x : part == 1 ? y : z) * rows.SecondRatio) >> 8);
            terms[at + 2] = part == Model.Up ? Height16(now) - (16 * rows.Newest[column]) : 0;
        }
    }

    /// <summary>Tells the guess which rotation a unit has, once it is known.</summary>
    public void Settle(UnitPlan unit, ReadOnlySpan<int> row)
    {
        if (unit == Plan.Rotation)
        {
            guess = unit.Scale.Of(row).Near(now0);
        }
    }

    /// <summary>The component that is expected to be left out is rank 0; the others follow by size. The one left out before is preferred.</summary>
    public readonly int Rank(UnitPlan unit, ReadOnlySpan<int> baseline, int component)
    {
        var before = baseline[unit.Unit.First] & 3;
        var rank = 0;
        var own = Weight(component, before);
        for (var i = 0; i < 4; i++)
        {
            var other = Weight(i, before);
            rank += other > own || (other == own && i < component) ? 1 : 0;
        }

        return rank;
    }

    /// <summary>The component of a rank.</summary>
    public readonly int Component(UnitPlan unit, ReadOnlySpan<int> baseline, int rank)
    {
        for (var i = 0; i < 3; i++)
        {
            if (Rank(unit, baseline, i) == rank)
            {
                return i;
            }
        }

        return 3;
    }

    /// <summary>Guesses the three columns, once it is known which component is left out.</summary>
    public void GuessOthers(UnitPlan unit, ReadOnlySpan<int> baseline, int largest, int rank)
    {
        var sign = guess[largest] < 0 ? -1 : 1;
        var same = sign > 0 && largest == (baseline[unit.Unit.First] & 3);
        var features = Features[unit.RankedAt..];
        features[0] = rank;
        for (int i = 0, part = 0; i < 4; i++)
        {
            if (i == largest)
            {
                continue;
            }

            var column = unit.First + part;
            var guessed = same
                ? (16 * baseline[column]) + unit.Scale.Difference16(guess[i] - now0[i])
                : unit.Scale.Column16(sign * guess[i]);
            SetGuess(unit, column, guessed);
            features[1 + part] = guess[i] * sign;
            features[4 + part] = Math.Abs(guess[i]);
            features[7 + part] = guessed - (16 * Rounded(Guess16[column]));
            Ways[part] = unit.Scale.Difference16((guess[i] - now0[i]) * sign) >> 4;
            part++;
        }
    }

    /// <summary>The guess in whole steps.</summary>
    public static int Rounded(int guess16) => (guess16 + 8) >> 4;

    private static int Clamp(long value) => (int)Math.Max(-(1L << 27), Math.Min(1L << 27, value));

    private static int Way16(UnitPlan unit, int newest, int earlier, int ratio)
    {
        var way = (long)newest - earlier;
        if (unit.IsAngle)
        {
            way &= unit.Span;
            way = way > unit.Span / 2 ? way - unit.Span - 1 : way;
        }

        return Clamp((way * ratio) >> 4);
    }

    private readonly int Weight(int component, int before) => (Math.Abs(guess[component]) << 1) + (component == before ? 64 : 0);

    private readonly int Height16(in BodyMatrix body) => (int)(((long)body.Support(Model.Up) * Model.HalfSize16) >> 14);

    private readonly void BeginParts(UnitPlan unit, scoped in RowHistory rows)
    {
        var features = Features.Slice(unit.StaticAt, unit.StaticEnd - unit.StaticAt);
        int speed = 0, change = 0;
        for (var part = 0; part < unit.Parts; part++)
        {
            var column = unit.First + part;
            var way = Way16(unit, rows.Newest[column], rows.Second[column], rows.SecondRatio) >> 4;
            var longWay = Way16(unit, rows.Newest[column], rows.Third[column], rows.ThirdRatio) >> 4;
            var own = features[(part * UnitPlan.PerColumnStatic)..];
            own[0] = way;
            own[1] = way - longWay;
            own[2] = Math.Abs(way);
            own[3] = Math.Abs(way - longWay);
            own[4] = rows.Newest[column];
            (speed, change) = (Math.Max(speed, own[2]), Math.Max(change, own[3]));
        }

        if (unit.Parts > 1)
        {
            features[^2] = speed;
            features[^1] = change;
        }
    }

    private void BeginRotation(UnitPlan unit, scoped in RowHistory rows)
    {
        now0 = unit.Scale.Of(rows.Newest);
        now1 = unit.Scale.Of(rows.Second).Near(now0);
        turn1 = now0.Continued(now1, rows.SecondRatio);
        turn3 = now0.Continued(unit.Scale.Of(rows.Third).Near(now0), rows.ThirdRatio);
        Features[unit.StaticAt] = turn1.Size;
        Features[unit.StaticAt + 1] = new UnitQuaternion(turn1.X - turn3.X, turn1.Y - turn3.Y, turn1.Z - turn3.Z, turn1.W - turn3.W).Size;
        roll = default;
    }

    private void BeginBody(UnitPlan rotation, UnitPlan position, scoped in RowHistory rows)
    {
        body0 = new BodyMatrix(now0);
        body1 = new BodyMatrix(now1);
        var at = position.First;
        Span<int> way = stackalloc int[3];
        for (var i = 0; i < 3; i++)
        {
            way[i] = Way16(position, rows.Newest[at + i], rows.Second[at + i], rows.SecondRatio);
        }

        // Rolling: the way over the radius is the turn, about the horizontal axis across the way.
        long radius = Math.Max(16, Model.HalfSize16);
        int a = (Model.Up + 1) % 3, b = (Model.Up + 2) % 3;
        Span<int> turn = stackalloc int[3];
        turn.Clear();
        turn[a] = (int)Math.Max(-131072, Math.Min(131072, -((long)way[b] << 15) / radius));
        turn[b] = (int)Math.Max(-131072, Math.Min(131072, ((long)way[a] << 15) / radius));
        roll = now0.TurnedBy(turn[0], turn[1], turn[2]);

        var (x, y, z) = body0.PivotFrom(body1, Model.Up, Model.HalfSize16);
        Span<int> pivot = [x, y, z];
        var features = Features[Plan.BodyAt..];
        features[0] = rows.Newest[at + Model.Up] - (Height16(body0) >> 4);
        features[1] = rows.Second[at + Model.Up] - (Height16(body1) >> 4);
        for (var i = 0; i < 3; i++)
        {
            if (i != Model.Up)
            {
                features[2] = Math.Max(features[2], Math.Abs(Clamp(((long)pivot[i] * rows.SecondRatio) >> 8) - way[i]) >> 4);
            }
        }

        features[3] = body0.Balance(Model.Up) >> 7;
        var next = new BodyMatrix(new UnitQuaternion(Bounded(now0.X + turn1.X), Bounded(now0.Y + turn1.Y), Bounded(now0.Z + turn1.Z), Bounded(now0.W + turn1.W)));
        features[4] = rows.Newest[at + Model.Up] + ((way[Model.Up] - Height16(next)) >> 4);
        features[5] = new UnitQuaternion(turn1.X - roll.X, turn1.Y - roll.Y, turn1.Z - roll.Z, turn1.W - roll.W).Size;
        _ = rotation;
    }

    private static int Bounded(int part) => Math.Max(-UnitQuaternion.One, Math.Min(UnitQuaternion.One, part));

    private void GuessRotation(UnitPlan unit, scoped in RowHistory rows, scoped ReadOnlySpan<int> row)
    {
        guess = now0;
        if (Model.Units[unit.Index].Guesses[0] is { } linear)
        {
            var coefficients = linear.For(Features);
            Span<int> terms = stackalloc int[unit.Terms];
            for (var i = 0; i < 4; i++)
            {
                RotationTerms(unit, i, rows, row, terms);
                guess[i] = Bounded(now0[i] + LinearModel.Apply(coefficients, terms));
            }
        }

        var largest = Component(unit, rows.Newest, 0);
        var second = 0;
        var moved = 0;
        for (var i = 0; i < 4; i++)
        {
            moved = Math.Max(moved, Math.Abs(guess[i] - now0[i]));
            second = i == largest ? second : Math.Max(second, Math.Abs(guess[i]));
        }

        Features[unit.GuessAt] = Math.Abs(guess[largest]) - second;
        Features[unit.GuessAt + 1] = moved;
    }

    private readonly void GuessParts(UnitPlan unit, scoped in RowHistory rows, scoped ReadOnlySpan<int> row)
    {
        if (unit.IsBodyPosition)
        {
            var now = new BodyMatrix(guess);
            var column = unit.First + Model.Up;
            var way = Way16(unit, rows.Newest[column], rows.Second[column], rows.SecondRatio);
            var (x, y, z) = now.PivotFrom(body0, Model.Up, Model.HalfSize16);
            Features[unit.ContactAt] = (Model.Up == 0 ? x : Model.Up == 1 ? y : z) >> 4;
            Features[unit.ContactAt + 1] = (Height16(now) >> 4) - rows.Newest[column];
            Features[unit.ContactAt + 2] = rows.Newest[column] + ((way - Height16(now)) >> 4);
        }

        Span<int> terms = stackalloc int[unit.Terms];
        for (var part = 0; part < unit.Parts; part++)
        {
            var column = unit.First + part;
            var way = 0;
            if (Model.Units[unit.Index].Guesses[part] is { } linear)
            {
                PartTerms(unit, part, rows, row, terms);
                way = LinearModel.Apply(linear.For(Features[..unit.GuessAt]), terms);
            }

            SetGuess(unit, column, (16L * rows.Newest[column]) + way);
            var whole = (way + 8) >> 4;
            Features[unit.GuessAt + part] = whole;
            Features[unit.GuessAt + unit.Parts + part] = way - (16 * whole);
        }
    }

    // A guess is held within the column; an angle's wraps when it is used. Wide columns are guessed in whole steps of 1/16 as far as 32 bits go.
    private readonly void SetGuess(UnitPlan unit, int column, long guess16)
    {
        if (unit.IsAngle)
        {
            guess16 &= (16L * (unit.Span + 1L)) - 1;
            Guess16[column] = (int)guess16;
            return;
        }

        Guess16[column] = (int)Math.Max(16L * unit.Min, Math.Min(16L * unit.Max, guess16));
    }

    private readonly UnitQuaternion Driven(UnitPlan unit, scoped in RowHistory rows, scoped ReadOnlySpan<int> row)
    {
        // The mean of old and new angular velocity over the age, in radians, 1 = 2^15; to the second order in the angle.
        var driver = unit.Unit.Driver;
        var factor = (long)Math.Round(unit.Unit.DriverStep / tickRate / 2 * (1L << 35));
        Span<int> turn = stackalloc int[3];
        for (var i = 0; i < 3; i++)
        {
            turn[i] = (int)Math.Max(-131072, Math.Min(131072, (((long)rows.Newest[driver + i] + row[driver + i]) * rows.Age * factor) >> 20));
        }

        var first = now0.TurnedBy(turn[0], turn[1], turn[2]);
        var bend = (int)((((long)turn[0] * turn[0]) + ((long)turn[1] * turn[1]) + ((long)turn[2] * turn[2])) >> 18); // An eighth of the square.
        return new UnitQuaternion(Bend(first.X, now0.X, bend), Bend(first.Y, now0.Y, bend), Bend(first.Z, now0.Z, bend), Bend(first.W, now0.W, bend));
    }

    private static int Bend(int first, int start, int bend) =>
        (int)Math.Max(-65536, Math.Min(65536, first - (((long)first * bend / 3) >> 15) - (((long)start * bend) >> 15)));
}
