namespace GameServer.Fleet;

/// <summary>A room and the seats reserved in it by one request: none after they have expired. Tokens are made from it whenever they are asked for.</summary>
/// <param name="Room">The room.</param>
/// <param name="MadeRoom">Whether the request made it: repeated, it must not make another beside it.</param>
/// <param name="Tickets">A reservation each.</param>
internal sealed record Allocation(FleetRoom Room, bool MadeRoom, IReadOnlyList<SeatTicket> Tickets) : IKeptAnswer<Allocation>
{
    private const int RecordBytes = 100;

    public int Bytes => RecordBytes + Room.Bytes + Tickets.Sum(static t => t.Bytes);

    public bool MustStay => MadeRoom && Room.End is null;

    public DateTimeOffset SeatsUntil { get; } = Tickets.Count > 0 ? Tickets.Max(static t => t.ExpiresAt) : DateTimeOffset.MaxValue;

    public Allocation WithoutSeats() => Tickets.Count > 0 ? new Allocation(Room, MadeRoom, []) : this;
}

/// <summary>A seat reserved to whoever shows the number. A token says all of this, and is ten times as long.</summary>
/// <param name="Id">The number.</param>
/// <param name="Seat">Which, from 0.</param>
/// <param name="PlayerId">To whom.</param>
/// <param name="ExpiresAt">Until when it is kept.</param>
internal sealed record SeatTicket(ulong Id, int Seat, string PlayerId, DateTimeOffset ExpiresAt)
{
    private const int RecordBytes = 90;

    public int Bytes => RecordBytes + (sizeof(char) * PlayerId.Length);
}
