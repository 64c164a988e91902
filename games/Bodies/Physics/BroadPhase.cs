namespace GameServer.Games.Bodies.Physics;

/// <summary>
/// Which solids may touch which: a grid of square columns, each as wide as the two widest solids reach together, so that whoever
/// touches a solid is in its own column or in one of the eight around. Within a column the order is that of the solids.
/// </summary>
internal sealed class BroadPhase(float halfSize, int solidsMax)
{
    /// <summary>Metres. Two avatars of 1 m and a margin.</summary>
    public const float CellSize = 2.25f;

    private readonly int width = (int)(2 * halfSize / CellSize) + 2;
    private readonly int[] cellOf = new int[solidsMax];
    private readonly int[] items = new int[solidsMax];
    private int[] begins = [];

    /// <summary>Cells on each axis.</summary>
    public int Width => width;

    /// <summary>Sorts the solids from <paramref name="first"/> on into their columns.</summary>
    public void Build(ReadOnlySpan<Solid> solids, int first)
    {
        if (begins.Length == 0)
        {
            begins = new int[(width * width) + 1];
        }

        Array.Clear(begins, 0, begins.Length);
        for (var i = first; i < solids.Length; i++)
        {
            cellOf[i] = (Along(solids[i].Position.Y) * width) + Along(solids[i].Position.X);
            begins[cellOf[i]]++;
        }

        var sum = 0;
        for (var cell = 0; cell < begins.Length; cell++)
        {
            sum += begins[cell];
            begins[cell] = sum;
        }

        // From the back, so that each column ends up in ascending order, and begins where it should.
        for (var i = solids.Length - 1; i >= first; i--)
        {
            items[--begins[cellOf[i]]] = i;
        }
    }

    /// <summary>Column and row of a solid.</summary>
    public (int X, int Y) CellOf(int solid) => (cellOf[solid] % width, cellOf[solid] / width);

    /// <summary>The solids of a column; none outside the grid.</summary>
    public ReadOnlySpan<int> In(int x, int y)
    {
        if ((uint)x >= (uint)width || (uint)y >= (uint)width)
        {
            return default;
        }

        var cell = (y * width) + x;
        return items.AsSpan(begins[cell], begins[cell + 1] - begins[cell]);
    }

    private int Along(float position) => Math.Clamp((int)((position + halfSize) / CellSize), 0, width - 1);
}
