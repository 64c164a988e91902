using GameServer.Simulation.Identity;

namespace GameServer.Reports;

/// <summary>Notes when each tick's state was final, so that measuring clients on the same machine can tell its age, and when it was due, began and ended.</summary>
internal interface ITickTrace
{
    void Sealed(uint room, Tick tick, long nanoseconds);

    /// <summary>After the last of the tick's snapshots was handed over.</summary>
    void Ended(uint room, Tick tick, long due, long begun, long ended);
}
