using GameServer.Protocol.Tokens;
using GameServer.Rooms;
using GameServer.Simulation.Rooms;

namespace GameServer.Fleet;

/// <summary>How allocated rooms are, where a request leaves it open, and how their players reach them.</summary>
/// <param name="Room">Settings of a room; seats and configuration are the request's.</param>
/// <param name="Host">How it is served.</param>
/// <param name="RoomsMax">Rooms that one shard takes.</param>
/// <param name="AdvertisedHost">Name or address that players connect to.</param>
/// <param name="MintingKey">What connect tokens are made with.</param>
internal sealed record AllocatorSettings(RoomSettings Room, RoomHostSettings Host, int RoomsMax, string AdvertisedHost, TokenKey MintingKey);
