namespace GameServer.Simulation.Identity;

/// <summary>
/// The number of one step of a room. Counts up from 0; a room's first executed tick is 1.
/// Comparisons are plain: 32 bits last 2.2 years at 60 Hz, longer than any room.
/// </summary>
/// <param name="Number">Steps since the room began.</param>
public readonly record struct Tick(uint Number) : IComparable<Tick>
{
    /// <summary>The tick before a room's first step; also "never" where a tick is recorded.</summary>
    public static Tick Zero => default;

    /// <summary>The tick <paramref name="count"/> steps later (or earlier, when negative).</summary>
    public static Tick operator +(Tick tick, int count) => new(unchecked(tick.Number + (uint)count));

    /// <summary>Steps from <paramref name="right"/> to <paramref name="left"/>; negative when left is earlier.</summary>
    public static int operator -(Tick left, Tick right) => unchecked((int)(left.Number - right.Number));

    /// <summary>Whether <paramref name="left"/> came before <paramref name="right"/>.</summary>
    public static bool operator <(Tick left, Tick right) => left.Number < right.Number;

    /// <summary>Whether <paramref name="left"/> came after <paramref name="right"/>.</summary>
    public static bool operator >(Tick left, Tick right) => left.Number > right.Number;

    /// <summary>Whether <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(Tick left, Tick right) => left.Number <= right.Number;

    /// <summary>Whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Tick left, Tick right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public int CompareTo(Tick other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
