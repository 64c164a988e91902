namespace GameServer.Protocol.Tokens;

/// <summary>Why a sealed part was not accepted; the server counts by it. A player is told <c>BadToken</c> and no more.</summary>
public enum TokenRefusal : byte
{
    /// <summary>Accepted.</summary>
    None = 0,

    /// <summary>Not the length or version of a sealed part, or sealed with a true key around contents that are none.</summary>
    Malformed,

    /// <summary>It names a key that is not in the ring.</summary>
    UnknownKey,

    /// <summary>Not sealed with the key that it names, or changed since.</summary>
    Forged,

    /// <summary>Genuine, but its time is over.</summary>
    Expired,

    /// <summary>Genuine, but good for longer than <see cref="TokenKeyRing.MaxLife"/> from now: servers would have to remember its use too long.</summary>
    TooLongLived,
}
