namespace GameServer.Protocol.Control;

/// <summary>A line of text to everyone in the room.</summary>
/// <param name="FromSeat">
/// The speaker's seat, 0 to <see cref="ControlLimits.SeatsMax"/> - 1, or <see cref="Server"/>. A client's own value is ignored:
/// the server writes the seat of the connection that it came by.
/// </param>
/// <param name="Text">1 to <see cref="ControlLimits.ChatCharsMax"/> chars, no control, line-separating or invisible format characters.</param>
public sealed record Chat(int FromSeat, string Text)
{
    /// <summary>The <see cref="FromSeat"/> of a line that the server itself speaks.</summary>
    public const int Server = -1;
}
