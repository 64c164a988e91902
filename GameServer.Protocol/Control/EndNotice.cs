namespace GameServer.Protocol.Control;

/// <summary>Announces that nobody new comes into the room and that its match will not be followed by another.</summary>
/// <param name="SecondsMax">
/// The match ends within so many seconds of this message, 0 to <see cref="ControlLimits.EndNoticeSecondsMax"/>, or
/// <see cref="WithTheMatch"/>.
/// </param>
public sealed record EndNotice(int SecondsMax)
{
    /// <summary>The <see cref="SecondsMax"/> of a match that may go on for as long as it takes.</summary>
    public const int WithTheMatch = -1;
}
