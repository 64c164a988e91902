using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Replication;

/// <summary>One row that a client held other than it was told: where, and the first field that differs with both values, as integers of the wire.</summary>
/// <param name="Tick">The tick that both rows are of.</param>
/// <param name="Slot">The slot of the row.</param>
/// <param name="Generation">With the slot the entity's name.</param>
/// <param name="Kind">Name of its record kind, as the server knows it.</param>
/// <param name="Field">Name of the first column that differs; "presence", "generation", "kind" or "owner" when it is none.</param>
/// <param name="Told">What the server told.</param>
/// <param name="Held">What the client says that it holds.</param>
/// <param name="Fields">How many columns differ; 0 when the head did.</param>
internal sealed record Discrepancy(Tick Tick, int Slot, int Generation, string Kind, string Field, int Told, int Held, int Fields)
{
    /// <summary>Compares two rows of one slot and tick; null when they are equal.</summary>
    public static Discrepancy? Between(Schema schema, Tick tick, int slot, EntityHead head, ReadOnlySpan<int> told, ulong heldHead, ReadOnlySpan<int> held)
    {
        var record = schema.RecordSpan[head.Kind];
        var found = new Discrepancy(tick, slot, head.Generation, record.Name, "presence", 1, 0, 0);
        if (heldHead == 0)
        {
            return found;
        }

        if (heldHead != head.Bits)
        {
            return Part(0, 16, head.Bits, heldHead) is { Differs: true } generation ? found with { Field = "generation", Told = generation.Told, Held = generation.Held }
                : Part(16, 8, head.Bits, heldHead) is { Differs: true } kind ? found with { Field = "kind", Told = kind.Told, Held = kind.Held }
                : found with { Field = "owner", Told = head.Owner.Index, Held = Part(24, 16, head.Bits, heldHead).Held - 1 };
        }

        int first = -1, count = 0;
        for (var i = record.ColumnSpan.Length - 1; i >= 0; i--)
        {
            (first, count) = told[i] != held[i] ? (i, count + 1) : (first, count);
        }

        return first < 0 ? null : found with { Field = record.ColumnSpan[first].Name, Told = told[first], Held = held[first], Fields = count };
    }

    private static (bool Differs, int Told, int Held) Part(int shift, int bits, ulong told, ulong held)
    {
        var mask = (1UL << bits) - 1;
        int first = (int)((told >> shift) & mask), second = (int)((held >> shift) & mask);
        return (first != second, first, second);
    }
}
