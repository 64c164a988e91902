namespace GameServer.Simulation.Inputs;

/// <summary>
/// How far behind an input's tick its player saw the others when it was sampled. Clients draw on this grid, so that what they tell of
/// their view is exact; 1/64 of a tick is 0.26 ms at 60 Hz.
/// </summary>
public static class ViewAge
{
    /// <summary>Steps of a tick.</summary>
    public const int PerTick = 64;

    /// <summary>Bits of an age on the wire.</summary>
    public const int Bits = 15;

    /// <summary>The largest age in steps: 512 ticks less one step, more than any history has.</summary>
    public const int Max = (1 << Bits) - 1;

    /// <summary>The nearest point of the grid at or before a tick with a fraction.</summary>
    public static double OnGrid(double tick) => Math.Floor(tick * PerTick) / PerTick;

    /// <summary>The age of a view on the grid, within what the wire carries.</summary>
    /// <param name="inputTick">The tick that the input is for.</param>
    /// <param name="viewTick">The tick that was drawn, with its fraction.</param>
    public static int Of(uint inputTick, double viewTick) => (int)Math.Max(0, Math.Min(Max, (inputTick - viewTick) * PerTick));
}
