namespace GameServer.Protocol.Control;

/// <summary>The last message of a connection, or the answer to a hello that is refused.</summary>
/// <param name="Reason">Any reason but <see cref="GoodbyeReason.None"/>.</param>
/// <param name="Detail">One sentence for a person or a log, 0 to <see cref="ControlLimits.DetailCharsMax"/> chars, no control, line-separating or invisible format characters.</param>
public sealed record Goodbye(GoodbyeReason Reason, string Detail);
