namespace GameServer.Protocol.Models;

/// <summary>
/// Codes one row against the rows held: the head says which units are as they were, and of what class their errors are; then
/// each unit's residuals follow. The columns that change rarely are the caller's: it is told whether any did.
/// </summary>
internal static class ModelCode
{
    /// <summary>Writes a row.</summary>
    public static void Write(ref SymbolCoder coder, ref EntityGuess entity, scoped in RowHistory rows, ReadOnlySpan<int> row, bool rareChanged)
    {
        var plan = entity.Plan;
        entity.Begin(rows);
        var head = 0;
        Span<int> classes = stackalloc int[plan.Units.Length];
        foreach (var unit in plan.Units)
        {
            classes[unit.Index] = Judge(ref entity, unit, rows, row);
            head = (head * Math.Max(1, unit.HeadStates)) + HeadState(unit, classes[unit.Index], entity.Residuals);
        }

        head = plan.Rare.Length > 0 ? (2 * head) + (rareChanged ? 1 : 0) : head;
        coder.Head(entity.Model, entity.Features, head);
        FillStates(entity, head);
        foreach (var unit in plan.Units)
        {
            CodeUnit(ref coder, ref entity, unit, entity.Features[unit.StateAt], classes[unit.Index], rows, row);
        }
    }

    /// <summary>Reads a row's units; false when the bits are no row.</summary>
    public static bool TryRead(ref SymbolCoder coder, ref EntityGuess entity, scoped in RowHistory rows, Span<int> row, out bool rareChanged)
    {
        var plan = entity.Plan;
        entity.Begin(rows);
        if (plan.Units.Length > 0)
        {
            entity.Guess(plan.Units[0], rows, row);
        }

        var head = coder.Head(entity.Model, entity.Features, 0);
        rareChanged = plan.Rare.Length > 0 && (head & 1) != 0;
        if (head >= plan.HeadSymbols)
        {
            return false;
        }

        FillStates(entity, head);
        foreach (var unit in plan.Units)
        {
            if (!TryReadUnit(ref coder, ref entity, unit, rows, row))
            {
                return false;
            }
        }

        return !coder.Reader.IsExhausted;
    }

    private static bool TryReadUnit(ref SymbolCoder coder, ref EntityGuess entity, UnitPlan unit, scoped in RowHistory rows, Span<int> row)
    {
        if (unit.Index > 0)
        {
            entity.Guess(unit, rows, row);
        }

        var residualClass = CodeUnit(ref coder, ref entity, unit, entity.Features[unit.StateAt], 0, rows, row);
        if (coder.HasFailed || !Restore(ref coder, entity, unit, rows, row, residualClass))
        {
            return false;
        }

        ResidualCode.FillSizes(unit, entity, residualClass);
        entity.Settle(unit, row);
        return true;
    }

    /// <summary>What the class of a unit is, and its residuals; the guess stands afterwards.</summary>
    internal static int Judge(ref EntityGuess entity, UnitPlan unit, scoped in RowHistory rows, ReadOnlySpan<int> row)
    {
        entity.Guess(unit, rows, row);
        var first = unit.Unit.First;
        var isSame = !unit.IsDriven && row.Slice(first, unit.Unit.Count).SequenceEqual(rows.Newest.Slice(first, unit.Unit.Count));
        if (unit.IsFlag)
        {
            return isSame ? UnitModel.SameClass : 0;
        }

        if (unit.IsRotation)
        {
            var rank = entity.Rank(unit, rows.Newest, row[first]);
            entity.Residuals[first] = rank;
            if (!isSame || unit.HeadStates == 0)
            {
                entity.GuessOthers(unit, rows.Newest, row[first], rank);
            }
        }

        if (isSame)
        {
            entity.Settle(unit, row);
            return UnitModel.SameClass;
        }

        for (var part = 0; part < unit.Parts; part++)
        {
            var column = unit.First + part;
            entity.Residuals[column] = Difference(unit, row[column], EntityGuess.Rounded(entity.Guess16[column]));
        }

        entity.Settle(unit, row);
        var residualClass = ResidualCode.ClassOf(unit, entity.Residuals);
        ResidualCode.FillSizes(unit, entity, residualClass);
        return residualClass;
    }

    internal static int Difference(UnitPlan unit, int value, int guess)
    {
        var difference = (long)value - guess;
        if (unit.IsAngle)
        {
            difference &= unit.Span;
            difference = difference > unit.Span / 2 ? difference - unit.Span - 1 : difference;
        }

        return (int)difference;
    }

    private static int HeadState(UnitPlan unit, int residualClass, ReadOnlySpan<int> residuals)
    {
        if (unit.HeadStates == 0 || residualClass == UnitModel.SameClass)
        {
            return 0;
        }

        if (unit.IsFlag)
        {
            return 1;
        }

        var classes = unit.IsWide ? UnitPlan.WideClasses : UnitPlan.NarrowClasses;
        var state = 1 + Math.Min(classes - 1, residualClass);
        return unit.IsRotation && residuals[unit.Unit.First] > 0 ? state + classes : state;
    }

    private static void FillStates(scoped in EntityGuess entity, int head)
    {
        var plan = entity.Plan;
        head = plan.Rare.Length > 0 ? head >> 1 : head;
        for (var i = plan.Units.Length - 1; i >= 0; i--)
        {
            var states = Math.Max(1, plan.Units[i].HeadStates);
            entity.Features[plan.Units[i].StateAt] = head % states;
            head /= states;
        }
    }

    // Both directions; writing, the class is given and the residuals stand, reading, both come out.
    private static int CodeUnit(ref SymbolCoder coder, ref EntityGuess entity, UnitPlan unit, int state, int residualClass, scoped in RowHistory rows, ReadOnlySpan<int> row)
    {
        if (unit.IsFlag && unit.HeadStates > 0)
        {
            return state == 0 ? UnitModel.SameClass : 0;
        }

        var isOther = false;
        var isOpen = true;
        if (unit.HeadStates > 0)
        {
            if (state == 0)
            {
                return UnitModel.SameClass;
            }

            var classes = unit.IsWide ? UnitPlan.WideClasses : UnitPlan.NarrowClasses;
            isOther = state > classes;
            state = isOther ? state - classes : state;
            isOpen = state == classes;
            residualClass = isOpen ? residualClass : state - 1;
        }

        if (unit.IsRotation)
        {
            CodeLargest(ref coder, ref entity, unit, isOther, rows);
        }

        if (isOpen)
        {
            residualClass = coder.Symbol(unit, entity.Model, UnitStream.Class, entity.Features, residualClass);
        }

        if (unit.IsFlag)
        {
            coder.HasFailed |= residualClass is not (0 or UnitModel.SameClass);
            return residualClass;
        }

        if (residualClass != UnitModel.SameClass && !coder.HasFailed)
        {
            ResidualCode.Code(ref coder, unit, entity, residualClass);
        }

        if (coder.IsWriting && residualClass == ResidualClass.Escape)
        {
            for (var part = 0; part < unit.Parts; part++)
            {
                coder.Raw(row[unit.First + part] - unit.Min, unit.Bits);
            }
        }

        return residualClass;
    }

    private static void CodeLargest(ref SymbolCoder coder, ref EntityGuess entity, UnitPlan unit, bool isOther, scoped in RowHistory rows)
    {
        ref var rank = ref entity.Residuals[unit.Unit.First];
        if (unit.HeadStates == 0)
        {
            isOther = coder.Raw(rank > 0 ? 1 : 0, 1) != 0;
        }

        rank = isOther ? 1 + coder.Symbol(unit, entity.Model, UnitStream.Largest, entity.Features, rank - 1) : 0;
        if (!coder.IsWriting)
        {
            entity.GuessOthers(unit, rows.Newest, entity.Component(unit, rows.Newest, rank), rank);
        }
    }

    private static bool Restore(ref SymbolCoder coder, scoped in EntityGuess entity, UnitPlan unit, scoped in RowHistory rows, Span<int> row, int residualClass)
    {
        var first = unit.Unit.First;
        if (residualClass == UnitModel.SameClass)
        {
            rows.Newest.Slice(first, unit.Unit.Count).CopyTo(row[first..]);
            return true;
        }

        if (unit.IsFlag)
        {
            row[first] = unit.Min + unit.Max - rows.Newest[first];
            return true;
        }

        if (unit.IsRotation)
        {
            row[first] = entity.Component(unit, rows.Newest, entity.Residuals[first]);
        }

        for (var part = 0; part < unit.Parts; part++)
        {
            var column = unit.First + part;
            var value = residualClass == ResidualClass.Escape
                ? unit.Min + (long)coder.Raw(0, unit.Bits)
                : EntityGuess.Rounded(entity.Guess16[column]) + (long)entity.Residuals[column];
            value = unit.IsAngle ? value & unit.Span : value;
            row[column] = (int)value;
            if (value < unit.Min || value > unit.Max)
            {
                return false;
            }
        }

        return true;
    }
}
