using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Simulation.Identity;

namespace GameServer.Rooms;

/// <summary>
/// Input datagrams between their arrival and the room's next tick: the one way in from connections to rooms. Bounded per seat
/// and so per room. A seat over its share loses its oldest datagram, and takes nobody else's. The oldest by the client's own count: a newer one
/// repeats what it said, which one that merely came later does not.
/// </summary>
internal sealed class RoomInbox(int seatsMax)
{
    /// <summary>Datagrams that one seat may have waiting: at 60 Hz, what 130 ms of a stalled link let loose at once.</summary>
    public const int SeatShareMax = 8;

    private const int UsualBytes = 64;

    private int[] waiting = [];

    private Entry[] entries = [];
    private byte[] bytes = [];
    private int count;
    private int used;

    public long DroppedOldest { get; private set; }

    public long RefusedTooLong { get; private set; }

    public int Count => count;

    /// <summary>Takes in a datagram; false, and counted, when it is too long.</summary>
    public bool TryAdd(SeatId seat, ReadOnlySpan<byte> datagram, long arrival)
    {
        if (datagram.Length > DatagramLimits.InputBytesMax)
        {
            RefusedTooLong++;
            return false;
        }

        if (waiting.Length == 0)
        {
            Open();
        }

        if (waiting[seat.Index] >= SeatShareMax)
        {
            DroppedOldest++;
            var oldest = OldestOf(seat);
            if (IsBefore(OrderOf(datagram), OrderOf(BytesOf(oldest))))
            {
                return true;
            }

            Drop(oldest);
        }

        if (count == entries.Length)
        {
            Compact();
        }

        while (bytes.Length - used < datagram.Length)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        datagram.CopyTo(bytes.AsSpan(used));
        entries[count++] = new Entry(seat, used, datagram.Length, arrival);
        used += datagram.Length;
        waiting[seat.Index]++;
        return true;
    }

    /// <summary>The next waiting datagram in order of arrival; <paramref name="cursor"/> begins at 0.</summary>
    public bool TryRead(ref int cursor, out SeatId seat, out ReadOnlySpan<byte> datagram, out long arrival)
    {
        while (cursor < count)
        {
            ref readonly var entry = ref entries[cursor++];
            if (entry.Seat.IsSeat)
            {
                (seat, arrival) = (entry.Seat, entry.Arrival);
                datagram = BytesOf(cursor - 1);
                return true;
            }
        }

        seat = SeatId.None;
        datagram = default;
        arrival = 0;
        return false;
    }

    /// <summary>Empties it, once everything was read.</summary>
    public void Clear()
    {
        count = used = 0;
        waiting.AsSpan().Clear();
    }

    /// <summary>Drops what a seat has waiting: its client is gone, or begins anew.</summary>
    public void Forget(SeatId seat)
    {
        for (var i = 0; i < count; i++)
        {
            if (entries[i].Seat == seat)
            {
                Drop(i);
            }
        }
    }

    // Twice what can be waiting, the rest being the places of dropped ones. With the first datagram and whole, since growing would
    // allocate just when the room has a stall to make up; and not before, since most rooms are made long before anybody plays.
    private void Open()
    {
        waiting = new int[seatsMax];
        entries = new Entry[2 * seatsMax * SeatShareMax];
        bytes = new byte[Math.Max(1024, seatsMax * SeatShareMax * UsualBytes)];
    }

    // Null for what is no input: a question's answer comes again, and the rest is nothing.
    private static uint? OrderOf(ReadOnlySpan<byte> datagram) => InputDatagram.TryPeekSequence(datagram, out var low) ? low : null;

    private static bool IsBefore(uint? order, uint? other) => other is { } than && (order is not { } known || LowBits.IsBefore(known, than));

    private ReadOnlySpan<byte> BytesOf(int index) => bytes.AsSpan(entries[index].Start, entries[index].Length);

    private int OldestOf(SeatId seat)
    {
        var oldest = -1;
        for (var i = 0; i < count; i++)
        {
            if (entries[i].Seat == seat && (oldest < 0 || IsBefore(OrderOf(BytesOf(i)), OrderOf(BytesOf(oldest)))))
            {
                oldest = i;
            }
        }

        return oldest;
    }

    private void Drop(int index)
    {
        waiting[entries[index].Seat.Index]--;
        entries[index] = entries[index] with { Seat = SeatId.None };
    }

    // Without it a flooder would use up the places of all before the next tick. At least half are free afterwards.
    private void Compact()
    {
        var kept = 0;
        used = 0;
        for (var i = 0; i < count; i++)
        {
            var entry = entries[i];
            if (entry.Seat.IsSeat)
            {
                bytes.AsSpan(entry.Start, entry.Length).CopyTo(bytes.AsSpan(used));
                entries[kept++] = entry with { Start = used };
                used += entry.Length;
            }
        }

        count = kept;
    }

    private readonly record struct Entry(SeatId Seat, int Start, int Length, long Arrival);
}
