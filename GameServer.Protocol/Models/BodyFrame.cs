using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Models;

/// <summary>
/// Which way round a body is coded. Physics knows no left and right, and a box no face from another: rows are mirrored, turned by a quarter and
/// relabelled until the body goes along the first level axis and the greatest component is the last, so that all ways share what was learned.
/// </summary>
internal readonly struct BodyFrame
{
    /// <summary>Rows that are turned at most: the one that is coded and those held.</summary>
    public const int RowsTurned = 4;

    private const int Sign = 4;

    private readonly RecordPlan plan;
    private readonly int a;
    private readonly int b;
    private readonly int c;
    private readonly bool mirrorsA;
    private readonly bool mirrorsB;
    private readonly bool swaps;
    private readonly int components; // By component of the turned rotation, four bits each: where it comes from, and whether negated.

    /// <summary>The frame that rows both ends hold lead to.</summary>
    public BodyFrame(RecordPlan plan, int up, scoped in RowHistory rows)
    {
        this.plan = plan;
        (a, b, c) = ((up + 1) % 3, (up + 2) % 3, up);
        var position = plan.Position!;
        var (wayA, wayB) = Way(position, rows, a, b);
        var (signA, signB) = (wayA, wayB);
        if ((wayA == 0 || wayB == 0) && rows.Count > 1)
        {
            var (rollA, rollB) = Roll(plan.Rotation!, rows, a, b);
            (signA, signB) = (wayA == 0 ? rollA : wayA, wayB == 0 ? rollB : wayB);
            (wayA, wayB) = wayA == 0 && wayB == 0 ? (rollA, rollB) : (wayA, wayB);
        }

        (mirrorsA, mirrorsB, swaps) = (signA < 0, signB < 0, Math.Abs(wayB) > Math.Abs(wayA));
        components = Mapped(rows.Newest[plan.Rotation!.Unit.First] & 3);
    }

    /// <summary>The same rows in the frame.</summary>
    public RowHistory Turn(scoped in RowHistory rows, Span<int> memory)
    {
        var columns = plan.Columns;
        var newest = memory[..columns];
        var second = memory.Slice(columns, columns);
        var third = memory.Slice(2 * columns, columns);
        Turn(rows.Newest, newest);
        if (rows.Count > 1)
        {
            Turn(rows.Second, second);
        }

        if (rows.Count > 2)
        {
            Turn(rows.Third, third);
        }

        return rows.With(newest, second, third);
    }

    /// <summary>A row in the frame.</summary>
    public void Turn(ReadOnlySpan<int> row, Span<int> turned)
    {
        row[..plan.Columns].CopyTo(turned);
        foreach (var unit in plan.Units)
        {
            if (unit == plan.Rotation)
            {
                TurnRotation(unit, row, turned);
            }
            else if (unit.IsDirected)
            {
                var (from, isAxis) = (unit.First, unit.Unit.Kind == UnitKind.AngularVelocity);
                var (sum, flips) = (unit.Min + unit.Max, isAxis && swaps);
                turned[from + (swaps ? b : a)] = Flipped(row[from + a], sum, (isAxis ? mirrorsB : mirrorsA) != flips);
                turned[from + (swaps ? a : b)] = Flipped(row[from + b], sum, (isAxis ? mirrorsA : mirrorsB) != flips);
                turned[from + c] = Flipped(row[from + c], sum, isAxis && (mirrorsA != mirrorsB) != swaps);
            }
        }
    }

    /// <summary>What <see cref="Turn(ReadOnlySpan{int}, Span{int})"/> made a row from.</summary>
    public void TurnBack(ReadOnlySpan<int> turned, Span<int> row)
    {
        turned[..plan.Columns].CopyTo(row);
        foreach (var unit in plan.Units)
        {
            if (unit == plan.Rotation)
            {
                TurnRotationBack(unit, turned, row);
            }
            else if (unit.IsDirected)
            {
                var (from, isAxis) = (unit.First, unit.Unit.Kind == UnitKind.AngularVelocity);
                var (sum, flips) = (unit.Min + unit.Max, isAxis && swaps);
                row[from + a] = Flipped(turned[from + (swaps ? b : a)], sum, (isAxis ? mirrorsB : mirrorsA) != flips);
                row[from + b] = Flipped(turned[from + (swaps ? a : b)], sum, (isAxis ? mirrorsA : mirrorsB) != flips);
                row[from + c] = Flipped(turned[from + c], sum, isAxis && (mirrorsA != mirrorsB) != swaps);
            }
        }
    }

    private static int Flipped(int value, int sum, bool flips) => flips ? sum - value : value;

    private static (int A, int B) Way(UnitPlan position, scoped in RowHistory rows, int a, int b)
    {
        if (position.IsDriven)
        {
            var driver = position.Unit.Driver;
            return (rows.Newest[driver + a], rows.Newest[driver + b]);
        }

        var at = position.First;
        return (rows.Newest[at + a] - rows.Third[at + a], rows.Newest[at + b] - rows.Third[at + b]);
    }

    // Where a body would roll that turns like this: across its axis.
    private static (int A, int B) Roll(UnitPlan rotation, scoped in RowHistory rows, int a, int b)
    {
        var c = 3 - a - b;
        var now = rotation.Scale.Of(rows.Newest);
        var then = rotation.Scale.Of(rows.Third).Near(now);
        long turnA = ((long)then.W * now[a]) - ((long)now.W * then[a]) - ((long)now[b] * then[c]) + ((long)now[c] * then[b]);
        long turnB = ((long)then.W * now[b]) - ((long)now.W * then[b]) - ((long)now[c] * then[a]) + ((long)now[a] * then[c]);
        return ((int)(turnB >> 16), -(int)(turnA >> 16));
    }

    private int Mapped(int largest)
    {
        // A half turn about the body's own axis brings the greatest component last: (-w, -z, y, x), (z, -w, -x, y), (-y, x, -w, z).
        var from = largest switch { 0 => 0x0167, 1 => 0x1472, 2 => 0x2705, _ => 0x3210 };

        // An axis of rotation keeps its part along the mirror's normal and turns over in the others.
        from ^= mirrorsB != swaps ? Sign << (4 * a) : 0;
        from ^= mirrorsA != swaps ? Sign << (4 * b) : 0;
        from ^= (mirrorsA != mirrorsB) != swaps ? Sign << (4 * c) : 0;
        if (swaps)
        {
            var difference = ((from >> (4 * a)) ^ (from >> (4 * b))) & 15;
            from ^= (difference << (4 * a)) | (difference << (4 * b));
        }

        return from;
    }

    private void TurnRotation(UnitPlan unit, ReadOnlySpan<int> row, Span<int> turned)
    {
        var largest = row[unit.Unit.First] & 3;
        var to = 0;
        while (((components >> (4 * to)) & 3) != largest)
        {
            to++;
        }

        var flip = (components >> (4 * to)) & Sign;
        turned[unit.Unit.First] = to;
        for (int i = 0, column = unit.First; i < 4; i++)
        {
            if (i != to)
            {
                var from = components >> (4 * i);
                var source = from & 3;
                turned[column++] = Flipped(row[unit.First + source - (source > largest ? 1 : 0)], unit.Min + unit.Max, (from & Sign) != flip);
            }
        }
    }

    private void TurnRotationBack(UnitPlan unit, ReadOnlySpan<int> turned, Span<int> row)
    {
        var to = turned[unit.Unit.First] & 3;
        var largest = (components >> (4 * to)) & 3;
        var flip = (components >> (4 * to)) & Sign;
        row[unit.Unit.First] = largest;
        for (int i = 0, column = unit.First; i < 4; i++)
        {
            if (i != to)
            {
                var from = components >> (4 * i);
                var source = from & 3;
                row[unit.First + source - (source > largest ? 1 : 0)] = Flipped(turned[column++], unit.Min + unit.Max, (from & Sign) != flip);
            }
        }
    }
}
