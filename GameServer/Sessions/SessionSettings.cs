namespace GameServer.Sessions;

/// <summary>Who may come in, and for how long a seat waits for its player.</summary>
/// <param name="IsOpen">Whether anybody may join any room by name, making it if need be.</param>
/// <param name="LingerSeconds">For how long a dropped player's seat is kept.</param>
/// <param name="SessionsPerAddressMax">Of an open server: sessions that one address other than loopback may hold.</param>
/// <param name="RoomsPerAddressMax">Of an open server: rooms that stand and were made by one address other than loopback.</param>
internal sealed record SessionSettings(bool IsOpen, double LingerSeconds = 30, int SessionsPerAddressMax = 64, int RoomsPerAddressMax = 8);
