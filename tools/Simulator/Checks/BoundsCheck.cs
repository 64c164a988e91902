using GameServer.Rooms;
using GameServer.Simulation.Inputs;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>Whether what the server keeps for its clients stays within bounds that follow from the room alone, whatever the clients and the network do.</summary>
internal sealed class BoundsCheck(Findings findings)
{
    private const string Name = "bounds";

    /// <summary>Looks at a room between two ticks.</summary>
    public void Judge(RoomHost room)
    {
        var slots = room.Room.History.Newest.SlotCount;
        Within(-1, "datagrams in the inbox", room.Inbox.Count, 2 * RoomInbox.SeatShareMax * room.Seats.Length);
        foreach (var host in room.Seats)
        {
            Within(host.Seat.Id.Index, "inputs waiting", host.Seat.Inputs.Depth, InputBuffer.TicksMax);
            Within(host.Seat.Id.Index, "ranges known of", host.Replication.Acks.Held.Length, Math.Max(1, slots));
            var end = 0;
            foreach (ref readonly var range in host.Replication.Acks.Held)
            {
                end = range.First == end && range.End > range.First && range.Count == host.Replication.Acks.Known.Count(range.First, range.End) ? range.End : -1;
            }

            Within(host.Seat.Id.Index, "slots known of", end, slots);
        }
    }

    /// <summary>Looks at what one client keeps.</summary>
    public void Judge(int client, int heldSlots, int roomSlots) => Within(client, "slots held", heldSlots, roomSlots);

    private void Within(int client, string what, int count, int max)
    {
        findings.BoundsChecked++;
        if (count < 0 || count > max)
        {
            findings.Add(Name, client, $"{count} {what}, of at most {max}");
        }
    }
}
