using GameServer.Protocol.Bits;
using GameServer.Protocol.Models;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Models;

/// <summary>The code that PROTOCOL.md writes out bit by bit, and golden bytes of one: changing either raises the protocol version.</summary>
internal sealed class ModelledExampleTests
{
    // In wire order: head, which is greatest with its sign and leading bits, the rest of its size, the other.
    private static readonly string[] Bits = ["0", "110", "1", "0"];

    [Test]
    public void CodeByHandIsWhatIsWritten()
    {
        var codec = new EntityCodec(Example(), 60, Model());
        var buffer = new byte[8];
        var writer = new BitWriter(buffer);
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), [0, 0, 0]), [-1, 29, 1]);
        Assert.That(writer.Position, Is.EqualTo(string.Concat(Bits).Length));
        Assert.That(buffer.AsSpan(0, writer.Finish()).ToArray(), Is.EqualTo(BitText.Bytes(Bits)));
        Assert.That(BitText.Bytes(Bits), Is.EqualTo(new byte[] { 0x16 }));
    }

    [Test]
    public void CodeByHandIsRead()
    {
        var codec = new EntityCodec(Example(), 60, Model());
        var reader = new BitReader(BitText.Bytes(Bits));
        var row = new int[3];
        Assert.That(codec.TryReadDelta(ref reader, 0, new BaselineRows(new BaselineAges(6), [0, 0, 0]), row), Is.True);
        Assert.That(row, Is.EqualTo(new[] { -1, 29, 1 }));
    }

    private static Schema Example()
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("any").Position(static (ref AnyThing t) => ref t.Flat, 32, 1).Bool(static (ref AnyThing t) => ref t.Flag);
        return builder.Build().Schema;
    }

    // No guesses and one context: a head that knows "class 11, and the flag changed", four ways to be the greatest, one way to be the other.
    private static CodecModel Model()
    {
        var schema = Example();
        var plan = CodecModel.PlansFor(schema)[0];
        var streams = Enumerable.Range(0, UnitModel.Streams).Select(s => (UnitStream)s).Select(stream => !UnitModel.IsNeeded(plan.Units[0], stream) ? null : stream switch
        {
            UnitStream.Greatest => One(16, (2, 2), (6, 2), (10, 2), (14, 3), (16, 3)),
            UnitStream.Other => One(UnitModel.Symbols(plan.Units[0], stream), (21, 1), (UnitModel.Symbols(plan.Units[0], stream), 1)),
            _ => One(UnitModel.Symbols(plan.Units[0], stream), (0, 1), (UnitModel.Symbols(plan.Units[0], stream), 1)),
        });
        var record = new RecordModel(2, 16, null, One(plan.HeadSymbols, (25, 1), (plan.HeadSymbols, 1)), [new UnitModel([null, null], [.. streams]), new UnitModel([], new SymbolModel?[UnitModel.Streams])]);
        return CodecModel.Load(schema, ModelWriter.Write(schema.Hash, [plan], [new ModelVariant(1, 1, 511, [record])]));
    }

    private static SymbolModel One(int symbols, params (int Symbol, int Length)[] codes)
    {
        var lengths = new byte[symbols + 1];
        foreach (var (symbol, length) in codes)
        {
            lengths[symbol] = (byte)length;
        }

        return new SymbolModel(DecisionTree.OneLeaf, [new SymbolTable(lengths)]);
    }
}
