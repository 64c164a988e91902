using System.Text;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// What of a game goes on the wire, built once at start from <c>Game.Describe</c>. Immutable, shared by every room and thread.
/// Both ends build their own from the same code; <see cref="Hash"/> is compared at the handshake.
/// </summary>
public sealed class Schema
{
    /// <summary>The most columns of one record.</summary>
    public const int ColumnsMax = 64;

    /// <summary>The most columns of an input.</summary>
    public const int InputColumnsMax = 16;

    /// <summary>The most record kinds (entity kinds, and one more for each with owner-only fields).</summary>
    public const int RecordsMax = 64;

    internal Schema(IReadOnlyList<EntityKind> kinds, IReadOnlyList<RecordKind> records, InputFields input)
    {
        Kinds = [.. kinds];
        Records = [.. records];
        Input = input;
        Stride = Records.Max(r => r.Columns.Length);
        RecordBits = BitMath.BitsFor((uint)(Records.Length - 1));
        Hash = Mix.Fingerprint(Encoding.UTF8.GetBytes(Canonical()));
    }

    /// <summary>Columns reserved per row: those of the widest record.</summary>
    public int Stride { get; }

    /// <summary>Equal exactly when both ends agree on every range, step and order.</summary>
    public ulong Hash { get; }

    /// <summary>The input's columns.</summary>
    public InputFields Input { get; }

    /// <summary>The record kinds; an entity head's kind is an index into this.</summary>
    public ReadOnlySpan<RecordKind> RecordSpan => Records;

    internal RecordKind[] Records { get; }

    internal EntityKind[] Kinds { get; }

    /// <summary>Bits that name a record kind on the wire.</summary>
    internal int RecordBits { get; }

    /// <summary>The avatar's kind is always declared; it is the first.</summary>
    internal EntityKind AvatarKind => Kinds[0];

    private string Canonical()
    {
        var text = new StringBuilder("schema 2\n");
        foreach (var record in Records)
        {
            text.Append(record.Name).Append(record.IsOwnerPart ? " owner" : " public").Append(' ').Append(record.PositionColumn).Append('\n');
            foreach (var column in record.Columns)
            {
                text.Append(column.Canonical).Append('\n');
            }

            foreach (var unit in record.Units)
            {
                text.Append(unit.Canonical).Append('\n');
            }
        }

        text.Append("input\n");
        foreach (var column in Input.Columns)
        {
            text.Append(column.Canonical).Append('\n');
        }

        return text.Append(string.Join(",", Input.Edges)).ToString();
    }
}
