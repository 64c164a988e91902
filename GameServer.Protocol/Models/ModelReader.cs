using System.Buffers.Binary;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Models;

/// <summary>
/// Parses a model file. Total: whatever the bytes are, it ends with a model in which every walk ends, or with one sentence. Memory
/// is bounded by the bytes read, for every count is checked against what is left.
/// </summary>
internal ref struct ModelReader(ReadOnlySpan<byte> bytes)
{
    public const uint Magic = 0x4D435347; // "GSCM"
    public const byte Version = 2;

    private ReadOnlySpan<byte> rest = bytes;

    public ModelVariant[] ReadVariants(Schema schema, RecordPlan[] plans)
    {
        if (rest.Length < 14 || BinaryPrimitives.ReadUInt32LittleEndian(rest) != Magic)
        {
            throw new CodecModelException("The codec model is not a model file.");
        }

        if (rest[4] != Version)
        {
            throw new CodecModelException($"The codec model has format {rest[4]}; this program reads format {Version}.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(rest[5..]) != schema.Hash)
        {
            throw new CodecModelException("The codec model was trained for another version of the game's schema; train it anew.");
        }

        rest = rest[13..];
        var variants = new ModelVariant[Number(CodecModel.VariantsMax)];
        for (var i = 0; i < variants.Length; i++)
        {
            variants[i] = ReadVariant(plans);
        }

        return rest.IsEmpty ? variants : throw Broken("has bytes behind its end");
    }

    private static CodecModelException Broken(string why) => new($"The codec model is damaged: it {why}.");

    private ModelVariant ReadVariant(RecordPlan[] plans)
    {
        int rows = Number(3), ageMin = Number(ushort.MaxValue), ageMax = Number(ushort.MaxValue);
        if (rows < 1)
        {
            throw Broken("names no rows");
        }

        var records = new RecordModel?[plans.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            records[i] = Number(1) != 0 ? ReadRecord(plans[i]) : null;
        }

        return new ModelVariant(rows, ageMin, ageMax, records);
    }

    private RecordModel ReadRecord(RecordPlan plan)
    {
        if (!plan.IsModelled)
        {
            throw Broken("models a record that cannot be modelled");
        }

        int up = Number(2), halfSize = Number(1 << 20);
        var rest = Number(1) != 0 ? ReadRest(plan) : null;
        var head = ReadSymbols(plan.HeadEnd, plan.HeadSymbols);
        return new RecordModel(up, halfSize, rest, head, [.. ReadUnits(plan)]);
    }

    private RestModel ReadRest(RecordPlan plan)
    {
        var tree = ReadTree(plan.Columns);
        var classes = new byte[tree.Leaves];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = (byte)(1 + Number(RestModel.Classes - 1));
        }

        return new RestModel(tree, classes);
    }

    private UnitModel[] ReadUnits(RecordPlan plan)
    {
        var units = new UnitModel[plan.Units.Length];
        foreach (var unit in plan.Units)
        {
            var guesses = new LinearModel?[unit.IsFlag ? 0 : unit.IsRotation ? 1 : unit.Parts];
            for (var i = 0; i < guesses.Length; i++)
            {
                guesses[i] = Number(1) != 0 ? ReadLinear(plan, unit) : null;
            }

            var streams = new SymbolModel?[UnitModel.Streams];
            for (var i = 0; i < streams.Length; i++)
            {
                var stream = (UnitStream)i;
                if (UnitModel.IsNeeded(unit, stream))
                {
                    streams[i] = ReadSymbols(UnitModel.FeatureEnd(unit, stream), UnitModel.Symbols(unit, stream));
                }
            }

            units[unit.Index] = new UnitModel(guesses, streams);
        }

        return units;
    }

    private LinearModel ReadLinear(RecordPlan plan, UnitPlan unit)
    {
        var tree = ReadTree(unit.GuessAt);
        foreach (var node in tree.Nodes)
        {
            if (!plan.IsForGuesses(node.Feature, unit))
            {
                throw Broken("guesses from what is not known yet");
            }
        }

        var coefficients = new int[tree.Leaves * unit.Terms];
        for (var i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = Signed(LinearModel.CoefficientMax);
        }

        return new LinearModel(tree, unit.Terms, coefficients);
    }

    private SymbolModel ReadSymbols(int featureEnd, int symbols)
    {
        var tree = ReadTree(featureEnd);
        var tables = new SymbolTable[tree.Leaves];
        for (var leaf = 0; leaf < tables.Length; leaf++)
        {
            var lengths = new byte[symbols + 1];
            for (var i = 0; i < lengths.Length;)
            {
                var length = Number(byte.MaxValue);
                if (length <= SymbolTable.LengthMax)
                {
                    lengths[i++] = (byte)length;
                    continue;
                }

                i += length - SymbolTable.LengthMax; // That many without a code.
                if (i > lengths.Length)
                {
                    throw Broken("has a code with too many symbols");
                }
            }

            if (!SymbolTable.IsComplete(lengths) || lengths[symbols] == 0)
            {
                throw Broken("has a code that not all bits lead to");
            }

            tables[leaf] = new SymbolTable(lengths);
        }

        return new SymbolModel(tree, tables);
    }

    private DecisionTree ReadTree(int featureEnd)
    {
        var nodes = new TreeNode[Number(DecisionTree.LeavesMax - 1)];
        for (var i = 0; i < nodes.Length; i++)
        {
            var feature = Number(RecordPlan.FeaturesMax);
            if (feature >= featureEnd)
            {
                throw Broken("asks for what is not known yet");
            }

            nodes[i] = new TreeNode((short)feature, Signed(int.MaxValue), Child(i, nodes.Length), Child(i, nodes.Length));
        }

        return new DecisionTree(nodes, nodes.Length + 1);
    }

    // A child stands behind its parent, or is a leaf.
    private short Child(int parent, int nodes)
    {
        var child = Signed(DecisionTree.LeavesMax);
        return child < nodes && (child > parent || child < 0) && -1 - child <= nodes ? (short)child : throw Broken("has a tree that is none");
    }

    // Seven bits to a byte, lowest first, the highest bit says that more follow (LEB128).
    private int Number(int max)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (rest.IsEmpty)
            {
                throw Broken("ends early");
            }

            var next = rest[0];
            rest = rest[1..];
            value |= (uint)(next & 127) << shift;
            if (next < 128)
            {
                return value <= max && (shift < 28 || next < 16) ? (int)value : throw Broken("has a number out of range");
            }
        }

        throw Broken("has a number out of range");
    }

    private int Signed(int max)
    {
        var folded = Wide();
        var value = (int)(folded >> 1) ^ -(int)(folded & 1);
        return value <= max && value >= -(long)max - 1 ? value : throw Broken("has a number out of range");
    }

    private uint Wide()
    {
        int low = Number(ushort.MaxValue), high = Number(ushort.MaxValue);
        return (uint)low | ((uint)high << 16);
    }
}
