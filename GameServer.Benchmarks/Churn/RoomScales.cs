using System.Globalization;
using GameServer.Http;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Timing;

namespace GameServer.Benchmarks.Churn;

/// <summary>Weighs rooms on the heap of a running server: what a room costs, what each further seat, when made and with a full history, which takes somebody who sits there.</summary>
internal sealed class RoomScales(FleetServices fleet, ChurnOrder order) : IRoomOutput
{
    private const int Rooms = 100;
    private const int FewSeats = 1;
    private const int Ticks = 200; // More than any history holds at 60 Hz.

    public ChurnResult Weigh()
    {
        _ = Weigh(order.Seats, 3); // What is loaded and compiled with the first.
        var few = Weigh(FewSeats, Rooms);
        var many = Weigh(order.Seats, Rooms);
        var seats = order.Seats - FewSeats;
        return new ChurnResult
        {
            MakeBytes = many.Allocated,
            MakeMicros = many.Micros,
            RoomBytes = few.Made,
            SeatBytes = (many.Made - few.Made) / seats,
            RoomBytesFilled = few.Filled,
            SeatBytesFilled = (many.Filled - few.Filled) / seats,
        };
    }

    public void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram)
    {
    }

    public void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload)
    {
    }

    private (double Allocated, double Micros, double Made, double Filled) Weigh(int seats, int count)
    {
        var settings = fleet.Allocator.Settings;
        var composer = new SnapshotComposer();
        var rooms = new RoomHost[count];
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), new StopwatchClock());
        var begun = clock.Now;
        for (var i = 0; i < count; i++)
        {
            rooms[i] = fleet.Places[0].Maker.Make(string.Create(CultureInfo.InvariantCulture, $"weighed{i}"), settings.Room with { SeatsMax = seats, Config = order.Config }, settings.Host);
        }

        var took = clock.Now - begun;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var made = GC.GetTotalMemory(forceFullCollection: true) - empty;
        foreach (var room in rooms)
        {
            room.Room.TryJoin("somebody", isAi: true, out _);
            for (var tick = 0; tick < Ticks; tick++)
            {
                room.Tick(this, composer, trace: null);
            }
        }

        var filled = GC.GetTotalMemory(forceFullCollection: true) - empty;
        GC.KeepAlive(rooms);
        return ((double)allocated / count, took / 1e3 / count, (double)made / count, (double)filled / count);
    }
}
