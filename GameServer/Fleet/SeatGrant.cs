namespace GameServer.Fleet;

/// <summary>A seat reserved to a player.</summary>
/// <param name="Seat">Which, from 0.</param>
/// <param name="PlayerId">To whom.</param>
/// <param name="Token">What the player connects with.</param>
/// <param name="ExpiresAt">Until when it is kept.</param>
internal sealed record SeatGrant(int Seat, string PlayerId, string Token, DateTimeOffset ExpiresAt);
