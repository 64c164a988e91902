namespace GameServer.Protocol.Models;

/// <summary>
/// The residuals of one unit: the class of the greatest, then all of them as one symbol when they are small, or which one is the greatest
/// and how much smaller the others are. One walk for both directions, so that it cannot differ between them.
/// </summary>
internal static class ResidualCode
{
    /// <summary>The class of the greatest residual of a row whose guesses stand.</summary>
    public static int ClassOf(UnitPlan unit, ReadOnlySpan<int> residuals)
    {
        var greatest = 0u;
        for (var i = 0; i < unit.Parts; i++)
        {
            greatest = Math.Max(greatest, Size(residuals[unit.First + i]));
        }

        return ResidualClass.Of(greatest);
    }

    public static void Code(ref SymbolCoder coder, UnitPlan unit, scoped in EntityGuess entity, int residualClass)
    {
        var residuals = entity.Residuals.Slice(unit.First, unit.Parts);
        var features = entity.Features;
        if (residualClass is 1 or 2)
        {
            Small(ref coder, unit, entity, residualClass);
        }
        else if (residualClass > 2 && residualClass < ResidualClass.Escape)
        {
            Large(ref coder, unit, entity, residualClass);
        }
        else if (residualClass == 0)
        {
            residuals.Clear();
        }
    }

    /// <summary>Fills the features that tell of a unit's residuals once they are known.</summary>
    public static void FillSizes(UnitPlan unit, scoped in EntityGuess entity, int residualClass)
    {
        if (unit.IsFlag || residualClass == UnitModel.SameClass)
        {
            return;
        }

        var greatest = 0;
        for (var i = 0; i < unit.Parts; i++)
        {
            var size = residualClass == ResidualClass.Escape ? 1 << ResidualClass.BitsMax : (int)Size(entity.Residuals[unit.First + i]);
            entity.Features[unit.ResidualAt + i] = size;
            greatest = Math.Max(greatest, size);
        }

        entity.Features[unit.ResidualAt + unit.Parts] = greatest;
    }

    private static uint Size(int value) => value < 0 ? unchecked((uint)-value) : (uint)value;

    private static void Small(ref SymbolCoder coder, UnitPlan unit, scoped in EntityGuess entity, int greatest)
    {
        var residuals = entity.Residuals.Slice(unit.First, unit.Parts);
        var count = (2 * greatest) + 1;
        var symbol = 0;
        if (coder.IsWriting)
        {
            for (var i = residuals.Length - 1; i >= 0; i--)
            {
                symbol = (symbol * count) + residuals[i] + greatest;
            }
        }

        symbol = coder.Symbol(unit, entity.Model, greatest == 1 ? UnitStream.Ones : UnitStream.Twos, entity.Features, symbol);
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = (symbol % count) - greatest;
            symbol /= count;
        }
    }

    private static void Large(ref SymbolCoder coder, UnitPlan unit, scoped in EntityGuess entity, int residualClass)
    {
        var residuals = entity.Residuals.Slice(unit.First, unit.Parts);
        var which = 0;
        for (var i = 1; coder.IsWriting && i < residuals.Length; i++)
        {
            which = Size(residuals[i]) > Size(residuals[which]) ? i : which;
        }

        var features = entity.Features;
        features[unit.ShapeAt] = residualClass;
        var raw = ResidualClass.RawBits(residualClass);
        var smallest = ResidualClass.Smallest(residualClass);
        var plain = Math.Max(0, raw - ResidualClass.LeadingBits);
        var more = (int)Size(residuals[which]) - smallest;
        var symbol = (((2 * which) + (residuals[which] > 0 ? 1 : 0)) << ResidualClass.LeadingBits) + (more >> plain);
        symbol = coder.Symbol(unit, entity.Model, UnitStream.Greatest, features, symbol, plain);
        which = symbol >> (1 + ResidualClass.LeadingBits);
        var leading = symbol & ((1 << ResidualClass.LeadingBits) - 1);
        symbol >>= ResidualClass.LeadingBits;
        if (leading >> raw != 0)
        {
            coder.HasFailed = true; // More than the class has.
            return;
        }

        var size = smallest + (leading << plain) + coder.Raw(more & ((1 << plain) - 1), plain);
        residuals[which] = (symbol & 1) != 0 ? size : -size;
        features[unit.ShapeAt + 1] = which;
        features[unit.ShapeAt + 2] = symbol & 1;
        features[unit.ShapeAt + 3] = size;
        for (int other = 0, part = 0; part < residuals.Length; part++)
        {
            if (part != which)
            {
                Other(ref coder, unit, entity, residualClass, which, part, other++);
            }
        }
    }

    private static void Other(ref SymbolCoder coder, UnitPlan unit, scoped in EntityGuess entity, int greatestClass, int which, int part, int index)
    {
        var residuals = entity.Residuals.Slice(unit.First, unit.Parts);
        var features = entity.Features;
        var own = features.Slice(unit.OthersAt + (7 * index), 7);
        FillOther(unit, entity, which, part, own);
        var value = residuals[part];
        var size = Size(value);
        var residualClass = ResidualClass.Of(size);
        var raw = ResidualClass.RawBits(residualClass);
        var symbol = size == 0 ? 0 : 1 + (2 * (greatestClass - residualClass)) + (value > 0 ? 1 : 0);
        symbol = coder.Symbol(unit, entity.Model, index == 0 ? UnitStream.Other : UnitStream.LastOther, features, symbol, raw);
        residualClass = greatestClass - ((symbol - 1) >> 1);
        if (symbol == 0)
        {
            value = 0;
        }
        else if (residualClass <= 0)
        {
            coder.HasFailed = true;
            return;
        }
        else
        {
            var read = ResidualClass.Smallest(residualClass);
            read += coder.Raw((int)size - read, ResidualClass.RawBits(residualClass));
            value = ((symbol - 1) & 1) != 0 ? read : -read;
        }

        residuals[part] = value;
        own[5] = Math.Max(-(1 << 20), Math.Min(1 << 20, value));
        own[6] = Math.Abs(own[5]);
    }

    // If the whole guess was too long or too short, the other components are off in proportion.
    private static void FillOther(UnitPlan unit, scoped in EntityGuess entity, int which, int part, Span<int> own)
    {
        var features = entity.Features;
        long error = entity.Residuals[unit.First + which];
        long way = Way(unit, entity, which), wayHere = Way(unit, entity, part);
        own[0] = (int)Math.Max(-(1 << 20), Math.Min(1 << 20, error * way * wayHere / ((way * way) + 64)));
        own[1] = unit.IsRotation ? features[unit.RankedAt + 7 + part] : features[unit.GuessAt + unit.Parts + part];
        own[2] = (int)wayHere;
        own[3] = Math.Abs(own[2]);
        own[4] = part;
    }

    private static long Way(UnitPlan unit, scoped in EntityGuess entity, int part) =>
        unit.IsRotation ? entity.Ways[part] : entity.Features[unit.GuessAt + part];
}
