using GameServer.Simulation.Identity;

namespace GameServer.Replication;

/// <summary>What became of an entity in one snapshot for one seat, and why.</summary>
internal enum EntityFate
{
    /// <summary>There was none of that name.</summary>
    Absent,

    /// <summary>It is what only another seat may know.</summary>
    AnothersOwn,

    /// <summary>It was too far away.</summary>
    OutsideRadius,

    /// <summary>The game hid it from the seat.</summary>
    HiddenByGame,

    /// <summary>The seat's rate had no room for a datagram.</summary>
    NoDatagram,

    /// <summary>It was far, and its room's server had no time for what is far.</summary>
    Shed,

    /// <summary>Others were more urgent, and it no longer fitted.</summary>
    Deferred,

    /// <summary>It was told of as what the client holds already.</summary>
    SentUnchanged,

    /// <summary>It was sent.</summary>
    Sent,
}

/// <summary>One snapshot's answer.</summary>
/// <param name="Tick">Of the snapshot.</param>
/// <param name="Fate">What became of the entity.</param>
/// <param name="Datagram">Number of the datagram; 0 where there was none.</param>
/// <param name="Distance">To the seat's avatar; 0 where one of them has no place.</param>
/// <param name="Urgency">Importance x ticks since it was last sent / distance, if not everything fitted; else NaN.</param>
/// <param name="CutOff">The least urgent that was sent, if not everything fitted; else NaN.</param>
internal readonly record struct FateLine(Tick Tick, EntityFate Fate, ulong Datagram, float Distance, float Urgency, float CutOff);
