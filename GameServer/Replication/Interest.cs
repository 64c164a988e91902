using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// Which entities each seat may see: by distance over a spatial grid with hysteresis, by the game's own visibility hook, and
/// owner parts by their owner alone. Rebuilt with every snapshot tick of a room; scratch of a shard.
/// </summary>
internal sealed class Interest
{
    /// <summary>An entity leaves the view this much farther out than it enters it, so that one on the edge does not flicker.</summary>
    public const float LeaveFactor = 1.15f;

    // Half the radius is a quarter of what is seen.
    private const float NearShare = 0.5f;

    private readonly List<int> everywhere = [];
    private readonly int[] cells = new int[256];
    private int[] next = [];
    private Place[] places = [];
    private int[] ownParts = [];
    private Room room = null!;
    private SealedTick now = null!;
    private RecordKind[] records = [];
    private bool hides;
    private float radius;

    private bool IsBounded => !float.IsPositiveInfinity(radius);

    private float CellSize => radius * LeaveFactor;

    /// <summary>Sorts the entities of a room's newest tick into the grid, and owner parts by owner.</summary>
    public void Begin(Room served)
    {
        room = served;
        now = room.History.Newest;
        records = room.Game.Schema.Records;
        (radius, hides) = (room.Game.InterestRadius, room.Game.HidesEntities);
        if (next.Length < now.SlotCount)
        {
            next = new int[BitMath.PowerOfTwoAtLeast(now.SlotCount)];
            places = new Place[next.Length];
        }

        if (ownParts.Length < room.Seats.Length)
        {
            ownParts = new int[room.Seats.Length];
        }

        SortOwnParts();
        if (IsBounded)
        {
            SortPublic();
        }
    }

    /// <summary>Fills <paramref name="view"/> with what the seat sees now; <paramref name="before"/> is what it saw last.</summary>
    public void Fill(Seat seat, SlotSet before, SlotSet view)
    {
        view.Clear();
        for (var slot = ownParts[seat.Id.Index]; slot >= 0; slot = next[slot])
        {
            view.Add(slot);
        }

        if (!IsBounded)
        {
            AddPublic(seat, view);
            return;
        }

        foreach (var slot in everywhere)
        {
            AddIfAllowed(seat, slot, view);
        }

        var avatar = AvatarOf(seat);
        if (!avatar.IsPresent)
        {
            return;
        }

        if (records[avatar.Kind].PositionColumn < 0)
        {
            AddPublic(seat, view); // Nothing is far from an avatar that is nowhere.
            return;
        }

        var center = places[seat.Avatar.Slot];
        for (var cellY = center.CellY - 1; cellY <= center.CellY + 1; cellY++)
        {
            for (var cellX = center.CellX - 1; cellX <= center.CellX + 1; cellX++)
            {
                FillCell(seat, cellX, cellY, center, before, view);
            }
        }
    }

    /// <summary>Whether a game has anything that is far: everything is near where nothing is out of sight.</summary>
    public static bool HasFar(Game game) => !float.IsPositiveInfinity(game.InterestRadius);

    /// <summary>Fills <paramref name="near"/> with that part of a view that is not farther from the seat's avatar than half the radius.</summary>
    public void FillNear(Seat seat, SlotSet view, SlotSet near)
    {
        near.Clear();
        var avatar = AvatarOf(seat);
        var isSomewhere = IsBounded && avatar.IsPresent && records[avatar.Kind].PositionColumn >= 0;
        var center = isSomewhere ? places[seat.Avatar.Slot] : default;
        for (var slot = view.EndOfStretch(0, now.SlotCount, isIn: false); slot < now.SlotCount; slot = view.EndOfStretch(slot + 1, now.SlotCount, isIn: false))
        {
            var record = records[now.HeadAt(slot).Kind];
            if (!isSomewhere || record.IsOwnerPart || record.PositionColumn < 0 || !IsFar(center, places[slot]))
            {
                near.Add(slot);
            }
        }
    }

    /// <summary>Why a seat does not see what is in a slot.</summary>
    public EntityFate WhyUnseen(Seat seat, int slot)
    {
        var head = now.HeadAt(slot);
        return records[head.Kind].IsOwnerPart ? EntityFate.AnothersOwn
            : hides && head.Owner != seat.Id && !room.Game.CanSee(room, seat, new EntityId((ushort)slot, head.Generation)) ? EntityFate.HiddenByGame
            : EntityFate.OutsideRadius;
    }

    /// <summary>Whether the slot is the seat's avatar, or its owner's part.</summary>
    public bool IsAvatar(Seat seat, int slot)
    {
        var head = now.HeadAt(slot);
        return head.IsPresent && head.Owner == seat.Id
            && (slot == seat.Avatar.Slot || (records[head.Kind].IsOwnerPart && now.RowAt(slot)[0] == seat.Avatar.Slot));
    }

    /// <summary>How far a slot's entity is from a seat's avatar; 0 when one of them has no place.</summary>
    public float Distance(Seat seat, int slot)
    {
        EntityHead from = AvatarOf(seat), to = now.HeadAt(slot);
        if (!from.IsPresent || !to.IsPresent || records[from.Kind].PositionColumn < 0 || records[to.Kind].PositionColumn < 0)
        {
            return 0;
        }

        var (x, y) = PlaceOf(seat.Avatar.Slot, from.Kind);
        var (otherX, otherY) = PlaceOf(slot, to.Kind);
        return MathF.Sqrt(((otherX - x) * (otherX - x)) + ((otherY - y) * (otherY - y)));
    }

    // None when the game took it out of the world, also when something else has its slot by now.
    private EntityHead AvatarOf(Seat seat)
    {
        var head = now.HeadAt(seat.Avatar.Slot);
        return head.Generation == seat.Avatar.Generation ? head : EntityHead.None;
    }

    private bool IsFar(in Place center, in Place place)
    {
        float dx = place.X - center.X, dy = place.Y - center.Y;
        return (dx * dx) + (dy * dy) > radius * NearShare * (radius * NearShare);
    }

    private void FillCell(Seat seat, int cellX, int cellY, in Place center, SlotSet before, SlotSet view)
    {
        var reachMax = radius * LeaveFactor * (radius * LeaveFactor);
        for (var slot = cells[Bucket(cellX, cellY)]; slot >= 0; slot = next[slot])
        {
            ref readonly var place = ref places[slot];
            float dx = place.X - center.X, dy = place.Y - center.Y;
            var square = (dx * dx) + (dy * dy);
            if (square > reachMax || (square > radius * radius && !before.Has(slot)))
            {
                continue;
            }

            // Or it is of another cell that shares the bucket, and will be looked at there.
            if (place.CellX == cellX && place.CellY == cellY)
            {
                AddIfAllowed(seat, slot, view);
            }
        }
    }

    private void SortOwnParts()
    {
        ownParts.AsSpan().Fill(-1);
        for (var word = 0; word < now.Everybodys.Length; word++)
        {
            for (var rest = now.OwnParts(word); rest != 0; rest &= rest - 1)
            {
                var slot = (word * 64) + BitMath.LowestBit(rest);
                if (now.HeadAt(slot).Owner is { IsSeat: true } owner)
                {
                    next[slot] = ownParts[owner.Index];
                    ownParts[owner.Index] = slot;
                }
            }
        }
    }

    private void SortPublic()
    {
        everywhere.Clear();
        cells.AsSpan().Fill(-1);
        for (var slot = 0; slot < now.SlotCount; slot++)
        {
            var head = now.HeadAt(slot);
            if (!head.IsPresent || records[head.Kind].IsOwnerPart)
            {
                continue;
            }

            if (records[head.Kind].PositionColumn < 0)
            {
                everywhere.Add(slot);
                continue;
            }

            var (x, y) = PlaceOf(slot, head.Kind);
            ref var place = ref places[slot];
            place = new Place(x, y, Cell(x), Cell(y));
            ref var first = ref cells[Bucket(place.CellX, place.CellY)];
            next[slot] = first;
            first = slot;
        }
    }

    private void AddPublic(Seat seat, SlotSet view)
    {
        if (!hides)
        {
            view.Add(now.Everybodys);
            return;
        }

        for (var word = 0; word < now.Everybodys.Length; word++)
        {
            for (var rest = now.Everybodys[word]; rest != 0; rest &= rest - 1)
            {
                AddIfAllowed(seat, (word * 64) + BitMath.LowestBit(rest), view);
            }
        }
    }

    private void AddIfAllowed(Seat seat, int slot, SlotSet view)
    {
        if (!hides)
        {
            view.Add(slot);
            return;
        }

        var head = now.HeadAt(slot);
        if (head.Owner == seat.Id || room.Game.CanSee(room, seat, new EntityId((ushort)slot, head.Generation)))
        {
            view.Add(slot);
        }
    }

    // Interest is judged in the plane of the first two axes, also for three-dimensional positions.
    private (float X, float Y) PlaceOf(int slot, int kind)
    {
        var record = records[kind];
        var row = now.RowAt(slot);
        return (row[record.PositionColumn] * record.PositionStep, row[record.PositionColumn + 1] * record.PositionStep);
    }

    private int Cell(float coordinate) => (int)MathF.Floor(coordinate / CellSize);

    private readonly record struct Place(float X, float Y, int CellX, int CellY);

    private int Bucket(int cellX, int cellY) => (int)(Mix.Finish(((ulong)(uint)cellX << 32) | (uint)cellY) & (ulong)(cells.Length - 1));
}
