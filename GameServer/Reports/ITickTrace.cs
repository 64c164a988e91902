using GameServer.Simulation.Identity;

namespace GameServer.Reports;

/// <summary>Notes when each tick's state was final, so that measuring clients on the same machine can tell its age.</summary>
internal interface ITickTrace
{
    void Sealed(uint room, Tick tick, long nanoseconds);
}
