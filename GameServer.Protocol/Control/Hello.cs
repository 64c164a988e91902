namespace GameServer.Protocol.Control;

/// <summary>A client's request for a seat; travels in the connect request. Equality compares byte fields by reference, not by content.</summary>
/// <param name="Version">The <see cref="ProtocolVersion"/> that the client speaks. Readers refuse any but their own.</param>
/// <param name="SchemaHash">Hash of the game's schema; both sides must hold the same.</param>
/// <param name="Room">Name of the room, 1 to <see cref="ControlLimits.RoomNameCharsMax"/> chars of <c>[A-Za-z0-9._-]</c>.</param>
/// <param name="PlayerName">Shown to others; 0 to <see cref="ControlLimits.PlayerNameCharsMax"/> chars, no control, line-separating or invisible format characters.</param>
/// <param name="ResumeSecret">Empty, or the <see cref="ControlLimits.ResumeSecretBytes"/> bytes of an earlier welcome to take its seat again.</param>
/// <param name="Token">Connect token, 0 to <see cref="ControlLimits.TokenBytesMax"/> bytes.</param>
/// <param name="ModelHash">Hash of the game's codec model, 0 without one; both sides must hold the same.</param>
public sealed record Hello(
    ushort Version,
    ulong SchemaHash,
    string Room,
    string PlayerName,
    ReadOnlyMemory<byte> ResumeSecret,
    ReadOnlyMemory<byte> Token,
    ulong ModelHash = 0);
