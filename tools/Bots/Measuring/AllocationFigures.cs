namespace GameServer.Tools.Bots.Measuring;

/// <summary>How the allocation of the bots' rooms went.</summary>
/// <param name="Allocated">Rooms that were got.</param>
/// <param name="Times">What each request took, until all of its answer was there.</param>
/// <param name="Errors">Requests that were refused, also where a repeated one was granted.</param>
internal sealed record AllocationFigures(int Allocated, Samples Times, long Errors);
