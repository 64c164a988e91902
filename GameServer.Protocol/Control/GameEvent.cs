namespace GameServer.Protocol.Control;

/// <summary>
/// Something of the game's own that must arrive, and once, where a snapshot would be the wrong place. Equality compares <see cref="Payload"/> by reference.
/// </summary>
/// <param name="Kind">The game's own number for it; the protocol gives it no meaning.</param>
/// <param name="Payload">The game's own bytes, 0 to <see cref="ControlLimits.EventPayloadBytesMax"/>. The game's parser must be as total as this one.</param>
public sealed record GameEvent(ushort Kind, ReadOnlyMemory<byte> Payload);
