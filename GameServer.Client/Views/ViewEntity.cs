using GameServer.Simulation.Identity;

namespace GameServer.Client.Views;

/// <summary>Another's entity as it is drawn now.</summary>
/// <typeparam name="T">The entity struct.</typeparam>
/// <param name="Id">The entity; none for an own spawn that the server has not told of yet.</param>
/// <param name="Owner">The seat that owns it, or none.</param>
/// <param name="Value">Its declared fields between two server ticks; undeclared fields are zero.</param>
public readonly record struct ViewEntity<T>(EntityId Id, SeatId Owner, T Value)
    where T : struct;
