namespace GameServer.Simulation.Schemas;

/// <summary>
/// A rotation that is quantised already: which component of the unit quaternion (x, y, z, w) is the largest, counted as
/// positive, and the three others in order as whole numbers from 0 (-1/sqrt(2)) to 2^bits - 1 (1/sqrt(2)). For recordings
/// and simulations that keep such numbers themselves: they reach the wire as they are, no float in between.
/// </summary>
/// <param name="Largest">0 to 3.</param>
/// <param name="A">First of the others.</param>
/// <param name="B">Second of the others.</param>
/// <param name="C">Third of the others.</param>
public readonly record struct PackedRotation(int Largest, int A, int B, int C);

internal sealed class PackedRotationField<T>(int start, FieldRef<T, PackedRotation> field, int bits) : Field<T>(start)
{
    private readonly int max = (1 << bits) - 1;

    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        value = new PackedRotation(value.Largest & 3, Clamp(value.A), Clamp(value.B), Clamp(value.C));
        (row[Start], row[Start + 1], row[Start + 2], row[Start + 3]) = (value.Largest, value.A, value.B, value.C);
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) =>
        field(ref item) = new PackedRotation(row[Start], row[Start + 1], row[Start + 2], row[Start + 3]);

    private int Clamp(int part) => Math.Max(0, Math.Min(max, part));
}
