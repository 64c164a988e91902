using GameServer.Simulation.Identity;

namespace GameServer.Rooms;

/// <summary>
/// A room's seats as its host sees them. Each is made when it is first asked for by its number, that is for its first player; who walks through them
/// meets those that were made, in the order of their numbers. Owned by the room's thread.
/// </summary>
internal sealed class SeatHosts(int count, Func<int, SeatHost> make)
{
    private SeatHost?[] made = [];

    /// <summary>Seats of the room, made or not.</summary>
    public int Length => count;

    public SeatHost this[int index]
    {
        get
        {
            if (made.Length == 0)
            {
                made = new SeatHost?[count];
            }

            return made[index] ??= make(index);
        }
    }

    public SeatHost this[SeatId seat] => this[seat.Index];

    public Enumerator GetEnumerator() => new(made);

    /// <summary>Walks through those that were made.</summary>
    public ref struct Enumerator(ReadOnlySpan<SeatHost?> made)
    {
        private readonly ReadOnlySpan<SeatHost?> made = made;
        private int index = -1;

        public readonly SeatHost Current => made[index]!;

        public bool MoveNext()
        {
            do
            {
                index++;
            }
            while (index < made.Length && made[index] is null);
            return index < made.Length;
        }
    }
}
