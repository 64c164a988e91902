using System.Buffers.Binary;

namespace GameServer.Protocol.Models;

/// <summary>Writes what <see cref="ModelReader"/> reads. For trainers and tests.</summary>
internal sealed class ModelWriter
{
    private readonly List<byte> bytes = [];

    public static byte[] Write(ulong schemaHash, RecordPlan[] plans, IReadOnlyList<ModelVariant> variants)
    {
        var writer = new ModelWriter();
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteUInt32LittleEndian(head, ModelReader.Magic);
        head[4] = ModelReader.Version;
        BinaryPrimitives.WriteUInt64LittleEndian(head[5..], schemaHash);
        writer.bytes.AddRange(head.ToArray());
        writer.Number(variants.Count);
        foreach (var variant in variants)
        {
            writer.Number(variant.Rows);
            writer.Number(variant.AgeMin);
            writer.Number(variant.AgeMax);
            for (var i = 0; i < plans.Length; i++)
            {
                writer.Number(variant.Records[i] is null ? 0 : 1);
                if (variant.Records[i] is { } record)
                {
                    writer.Record(plans[i], record);
                }
            }
        }

        return [.. writer.bytes];
    }

    private void Record(RecordPlan plan, RecordModel record)
    {
        Number(record.Up);
        Number(record.HalfSize16);
        Number(record.Rest is null ? 0 : 1);
        if (record.Rest is { } rest)
        {
            Tree(rest.Tree);
            foreach (var restClass in rest.LeafClasses)
            {
                Number(restClass - 1);
            }
        }

        Symbols(record.Head);
        foreach (var unit in plan.Units)
        {
            var model = record.Units[unit.Index];
            foreach (var guess in model.Guesses)
            {
                Number(guess is null ? 0 : 1);
                if (guess is not null)
                {
                    Tree(guess.Tree);
                    foreach (var coefficient in guess.Coefficients)
                    {
                        Signed(coefficient);
                    }
                }
            }

            foreach (var stream in model.StreamModels)
            {
                if (stream is not null)
                {
                    Symbols(stream);
                }
            }
        }
    }

    private void Symbols(SymbolModel model)
    {
        Tree(model.Tree);
        foreach (var table in model.Tables)
        {
            var lengths = table.Lengths;
            for (var i = 0; i < lengths.Length;)
            {
                var run = 0;
                while (i + run < lengths.Length && lengths[i + run] == 0 && run < byte.MaxValue - SymbolTable.LengthMax)
                {
                    run++;
                }

                Number(run > 1 ? SymbolTable.LengthMax + run : lengths[i]);
                i += Math.Max(1, run);
            }
        }
    }

    private void Tree(DecisionTree tree)
    {
        Number(tree.Nodes.Length);
        foreach (var node in tree.Nodes)
        {
            Number(node.Feature);
            Signed(node.Threshold);
            Signed(node.Left);
            Signed(node.Right);
        }
    }

    private void Number(int value)
    {
        var left = (uint)value;
        for (; left >= 128; left >>= 7)
        {
            bytes.Add((byte)(left | 128));
        }

        bytes.Add((byte)left);
    }

    private void Signed(int value)
    {
        var folded = unchecked((uint)((value << 1) ^ (value >> 31)));
        Number((int)(folded & 0xFFFF));
        Number((int)(folded >> 16));
    }
}
