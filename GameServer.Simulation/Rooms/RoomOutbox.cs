using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Rooms;

/// <summary>A reliable event on its way out of a room: to one seat, or to all when the seat is none.</summary>
/// <param name="To">Receiver, or none for everybody.</param>
/// <param name="Kind">The game's own number for it.</param>
/// <param name="Payload">At most <see cref="RoomOutbox.PayloadBytesMax"/> bytes.</param>
public readonly record struct RoomEvent(SeatId To, ushort Kind, ReadOnlyMemory<byte> Payload);

/// <summary>
/// Reliable events that a game sent during ticks, until the host takes them. Bounded: events beyond the limit are dropped and
/// counted. Touched by the room's thread alone.
/// </summary>
public sealed class RoomOutbox
{
    /// <summary>The most events between two takings.</summary>
    public const int EventsMax = 256;

    /// <summary>The most bytes of one event.</summary>
    public const int PayloadBytesMax = 512;

    private readonly List<RoomEvent> events = [];

    /// <summary>Events dropped because too many were sent at once.</summary>
    public long Dropped { get; private set; }

    /// <summary>Events that wait to be taken.</summary>
    public IReadOnlyList<RoomEvent> Waiting => events;

    /// <summary>Empties it, once the host has sent what was waiting.</summary>
    public void Clear() => events.Clear();

    internal void Add(SeatId to, ushort kind, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > PayloadBytesMax)
        {
            throw new ArgumentException($"An event carries at most {PayloadBytesMax} bytes, not {payload.Length}.");
        }

        if (events.Count >= EventsMax)
        {
            Dropped++;
            return;
        }

        events.Add(new RoomEvent(to, kind, payload.ToArray()));
    }
}
