namespace GameServer.Protocol.Tokens;

/// <summary>What a token grants: one player, one room, until a time. Equality compares byte fields by reference, not by content.</summary>
public sealed record TokenGrant
{
    /// <summary>The <see cref="Seat"/> of a token that leaves the choice to the server.</summary>
    public const int AnySeat = -1;

    /// <summary>Name of the room, 1 to 64 chars of <c>[A-Za-z0-9._-]</c>.</summary>
    public required string Room { get; init; }

    /// <summary>Tells rooms apart that have the same name one after the other; 0 where that does not happen.</summary>
    public uint Epoch { get; init; }

    /// <summary>The seat to be given, 0 to 1023, or <see cref="AnySeat"/>.</summary>
    public int Seat { get; init; } = AnySeat;

    /// <summary>What makes the token usable once: servers remember it until <see cref="Expires"/>. 0 asks the minter for a random one; an opened
    /// token's is never 0.</summary>
    public ulong Id { get; init; }

    /// <summary>Who plays, 1 to 64 chars of well-formed text without control characters. Not shown to other players.</summary>
    public required string PlayerId { get; init; }

    /// <summary>The token is good before this time, to the millisecond; what is finer is cut off. Servers refuse more than
    /// <see cref="TokenKeyRing.MaxLife"/> ahead. 1970 or later.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The minter's own, for the game; 0 to 96 bytes. The player cannot read it.</summary>
    public ReadOnlyMemory<byte> UserData { get; init; }

    /// <summary>Session key for what the client sends, 32 bytes. Filled in by opening; the minter ignores it and makes its own.</summary>
    public ReadOnlyMemory<byte> ClientKey { get; init; }

    /// <summary>Session key for what the server sends, 32 bytes. Filled in by opening; the minter ignores it and makes its own.</summary>
    public ReadOnlyMemory<byte> ServerKey { get; init; }
}
