using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// What <c>Drive</c> may use beside the avatar and the input: things that are equal on the server and on the owner's client.
/// Lives for one call.
/// </summary>
public readonly ref struct DriveContext
{
    private readonly ISpawnSink sink;

    internal DriveContext(ISpawnSink sink, SeatId seat, Tick tick, float tickSeconds)
    {
        this.sink = sink;
        Seat = seat;
        Tick = tick;
        TickSeconds = tickSeconds;
    }

    /// <summary>The seat that is driven.</summary>
    public SeatId Seat { get; }

    /// <summary>The tick that is being executed (or predicted).</summary>
    public Tick Tick { get; }

    /// <summary>Length of a tick in seconds.</summary>
    public float TickSeconds { get; }

    /// <summary>Random numbers for this seat and tick, equal on both ends; each call starts the same sequence again.</summary>
    public RoomRandom Random() => new(Tick.Number, (ulong)(uint)Seat.Index);

    /// <summary>
    /// Adds an entity that this seat owns, such as a shot. On the server it appears this tick; on the owner's client too where the
    /// schema declares its <c>Flight</c>, and with the server's word where it does not.
    /// </summary>
    public void Spawn<T>(in T entity)
        where T : struct => sink.SpawnOwned(Seat, entity);
}

/// <summary>Receives what a drive spawns: the world on the server, the predicted spawns on the owner's client.</summary>
internal interface ISpawnSink
{
    void SpawnOwned<T>(SeatId owner, in T entity)
        where T : struct;
}
