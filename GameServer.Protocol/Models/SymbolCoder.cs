using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Models;

/// <summary>Told of every symbol while a row is written: what a trainer learns from.</summary>
internal interface ISymbolObserver
{
    void Saw(int unit, UnitStream stream, int symbol, int rawBits);
}

/// <summary>
/// The seam between symbols and bits: the same calls in the same order write a code or read it. Another entropy coder would
/// take the place of this type and of <see cref="SymbolTable"/> alone.
/// </summary>
internal ref struct SymbolCoder
{
    public BitWriter Writer;
    public BitReader Reader;
    public readonly bool IsWriting;
    public bool HasFailed;
    private readonly ISymbolObserver? observer;

    public SymbolCoder(BitWriter writer)
    {
        Writer = writer;
        Reader = default;
        IsWriting = true;
        (HasFailed, observer) = (false, null);
    }

    public SymbolCoder(BitReader reader)
    {
        Writer = default;
        Reader = reader;
        IsWriting = false;
        (HasFailed, observer) = (false, null);
    }

    public SymbolCoder(ISymbolObserver observer)
    {
        Writer = default;
        Reader = default;
        IsWriting = true;
        HasFailed = false;
        this.observer = observer;
    }

    /// <summary>The record's head: unit -1.</summary>
    public int Head(RecordModel model, ReadOnlySpan<int> features, int symbol)
    {
        if (observer is not null)
        {
            observer.Saw(-1, UnitStream.Class, symbol, 0);
            return symbol;
        }

        return Code(model.Head.For(features), symbol);
    }

    public int Symbol(UnitPlan unit, RecordModel model, UnitStream stream, ReadOnlySpan<int> features, int symbol, int rawBits = 0)
    {
        if (observer is not null)
        {
            observer.Saw(unit.Index, stream, symbol, rawBits);
            return symbol;
        }

        return Code(model.Units[unit.Index][stream].For(features), symbol);
    }

    public int Raw(int value, int bits)
    {
        if (bits == 0)
        {
            return 0;
        }

        if (IsWriting && observer is not null)
        {
            return value;
        }

        if (IsWriting)
        {
            Writer.Write((uint)value, bits);
            return value;
        }

        return (int)Reader.Read(bits);
    }

    private int Code(SymbolTable table, int symbol)
    {
        if (IsWriting)
        {
            table.Write(ref Writer, symbol);
            return symbol;
        }

        symbol = table.Read(ref Reader);
        if (symbol >= table.Lengths.Length - 1)
        {
            HasFailed = true;
            return 0;
        }

        return symbol;
    }
}
