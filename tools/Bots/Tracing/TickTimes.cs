namespace GameServer.Tools.Bots.Tracing;

/// <summary>When one tick of a room was due, began, was final and ended, in nanoseconds of the machine's monotonic clock.</summary>
internal readonly record struct TickTimes(long Due, long Begun, long Sealed, long Ended);
