using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// Which entities each seat may see: by distance with hysteresis, by the game's own visibility hook, and owner parts by their owner
/// alone. Looked up anew with every snapshot tick of a room; scratch of a shard.
/// </summary>
/// <remarks>
/// Everything is measured, sixteen distances at a time, in the order of the slots: 64 of them take some 15 ns and are then the bits that a view is made of. A
/// grid saves distances, and pays for it with a set bit per entity that it finds.
/// </remarks>
internal sealed class Interest
{
    /// <summary>An entity leaves the view this much farther out than it enters it, so that one on the edge does not flicker.</summary>
    public const float LeaveFactor = 1.15f;

    // Half the radius is a quarter of what is seen.
    private const float NearShare = 0.5f;

    private float[] xs = [];
    private float[] ys = [];
    private ulong[] placed = [];
    private ulong[] everywhere = [];
    private int[] next = [];
    private int[] ownParts = [];
    private Room room = null!;
    private SealedTick now = null!;
    private RecordKind[] records = [];
    private bool hides;
    private bool arePlaced;
    private float radius;

    private bool IsBounded => !float.IsPositiveInfinity(radius);

    /// <summary>Notes where the entities of a room's newest tick are, and sorts owner parts by owner.</summary>
    public void Begin(Room served)
    {
        room = served;
        now = room.History.Newest;
        records = room.Game.Schema.Records;
        (radius, hides) = (room.Game.InterestRadius, room.Game.HidesEntities);
        if (next.Length < now.SlotCount)
        {
            next = new int[Math.Max(64, BitMath.PowerOfTwoAtLeast(now.SlotCount))];
            (xs, ys) = (new float[next.Length], new float[next.Length]);
            (placed, everywhere) = (new ulong[next.Length / 64], new ulong[next.Length / 64]);
        }

        if (ownParts.Length < room.Seats.Length)
        {
            ownParts = new int[room.Seats.Length];
        }

        SortOwnParts();
        arePlaced = false;
        if (IsBounded)
        {
            Place();
        }
    }

    /// <summary>Fills <paramref name="view"/> with what the seat sees now; <paramref name="before"/> is what it saw last.</summary>
    public void Fill(Seat seat, SlotSet before, SlotSet view)
    {
        if (IsBounded || hides)
        {
            view.Clear();
            FillBounded(seat, before, view);
        }
        else
        {
            view.Fill(now.Everybodys);
        }

        for (var slot = ownParts[seat.Id.Index]; slot >= 0; slot = next[slot])
        {
            view.Add(slot);
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
        for (var word = 0; word < now.Everybodys.Length; word++)
        {
            var seen = view.Word(word);
            near.Add(word, isSomewhere ? seen & (~placed[word] | Within(word, seat.Avatar.Slot, radius * NearShare, 0, 0)) : seen);
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

    /// <summary>From where a seat looks at a tick.</summary>
    public Viewpoint ViewpointOf(Seat seat)
    {
        var avatar = AvatarOf(seat);
        if (!avatar.IsPresent || records[avatar.Kind].PositionColumn < 0)
        {
            return default;
        }

        var (x, y) = PlaceOf(seat.Avatar.Slot, avatar.Kind);
        return new Viewpoint(IsSomewhere: true, x, y);
    }

    /// <summary>How far a slot's entity is from a viewpoint; 0 when one of them has no place.</summary>
    public float Distance(in Viewpoint from, int slot)
    {
        var head = now.HeadAt(slot);
        if (!from.IsSomewhere || !head.IsPresent || records[head.Kind].PositionColumn < 0)
        {
            return 0;
        }

        var (x, y) = PlaceOf(slot, head.Kind);
        return MathF.Sqrt(((x - from.X) * (x - from.X)) + ((y - from.Y) * (y - from.Y)));
    }

    /// <summary>Distances from a viewpoint to those of 64 neighbours that have a place; 0 for all others.</summary>
    public void Distances(in Viewpoint from, int word, Span<float> distances)
    {
        if (!arePlaced)
        {
            Place();
        }

        if (!from.IsSomewhere)
        {
            distances.Clear();
            return;
        }

        ref float firstX = ref MemoryMarshal.GetArrayDataReference(xs), firstY = ref MemoryMarshal.GetArrayDataReference(ys);
        for (var i = 0; i < 64; i += Vector512<float>.Count)
        {
            var dx = Vector512.LoadUnsafe(ref firstX, (nuint)((word * 64) + i)) - Vector512.Create(from.X);
            var dy = Vector512.LoadUnsafe(ref firstY, (nuint)((word * 64) + i)) - Vector512.Create(from.Y);
            Vector512.Sqrt((dx * dx) + (dy * dy)).CopyTo(distances[i..]);
        }

        for (var others = ~placed[word]; others != 0; others &= others - 1)
        {
            distances[BitMath.LowestBit(others)] = 0;
        }
    }

    private void FillBounded(Seat seat, SlotSet before, SlotSet view)
    {
        var avatar = IsBounded ? AvatarOf(seat) : EntityHead.None;

        // Nothing is far from an avatar that is nowhere; without one there is no near.
        var isAll = !IsBounded || (avatar.IsPresent && records[avatar.Kind].PositionColumn < 0);
        for (var word = 0; word < now.Everybodys.Length; word++)
        {
            var slots = isAll ? now.Everybodys[word]
                : avatar.IsPresent && placed[word] != 0 ? everywhere[word] | Within(word, seat.Avatar.Slot, radius, radius * LeaveFactor, before.Word(word))
                : everywhere[word];
            view.Add(word, hides ? Allowed(seat, word, slots) : slots);
        }
    }

    // None when the game took it out of the world, also when something else has its slot by now.
    private EntityHead AvatarOf(Seat seat)
    {
        var head = now.HeadAt(seat.Avatar.Slot);
        return head.Generation == seat.Avatar.Generation ? head : EntityHead.None;
    }

    // Those of 64 that are at most so far from one, and those that were seen before at most somewhat farther.
    private ulong Within(int word, int center, float distance, float distanceOfSeen, ulong before)
    {
        ulong within = 0, reached = 0;
        ref float firstX = ref MemoryMarshal.GetArrayDataReference(xs), firstY = ref MemoryMarshal.GetArrayDataReference(ys);
        Vector512<float> centerX = Vector512.Create(xs[center]), centerY = Vector512.Create(ys[center]);
        Vector512<float> near = Vector512.Create(distance * distance), reach = Vector512.Create(distanceOfSeen * distanceOfSeen);
        for (var i = 0; i < 64; i += Vector512<float>.Count)
        {
            var dx = Vector512.LoadUnsafe(ref firstX, (nuint)((word * 64) + i)) - centerX;
            var dy = Vector512.LoadUnsafe(ref firstY, (nuint)((word * 64) + i)) - centerY;
            var square = (dx * dx) + (dy * dy);
            within |= (ulong)Vector512.LessThanOrEqual(square, near).ExtractMostSignificantBits() << i;
            reached |= (ulong)Vector512.LessThanOrEqual(square, reach).ExtractMostSignificantBits() << i;
        }

        return (within | (reached & before)) & placed[word];
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

    private void Place()
    {
        arePlaced = true;
        for (var word = 0; word < now.Everybodys.Length; word++)
        {
            placed[word] = everywhere[word] = 0;
            for (var rest = now.Everybodys[word]; rest != 0; rest &= rest - 1)
            {
                var slot = (word * 64) + BitMath.LowestBit(rest);
                var kind = now.HeadAt(slot).Kind;
                if (records[kind].PositionColumn < 0)
                {
                    everywhere[word] |= rest & (0 - rest);
                    continue;
                }

                placed[word] |= rest & (0 - rest);
                (xs[slot], ys[slot]) = PlaceOf(slot, kind);
            }
        }
    }

    private ulong Allowed(Seat seat, int word, ulong slots)
    {
        var allowed = 0UL;
        for (var rest = slots; rest != 0; rest &= rest - 1)
        {
            var slot = (word * 64) + BitMath.LowestBit(rest);
            var head = now.HeadAt(slot);
            if (head.Owner == seat.Id || room.Game.CanSee(room, seat, new EntityId((ushort)slot, head.Generation)))
            {
                allowed |= rest & (0 - rest);
            }
        }

        return allowed;
    }

    // Interest is judged in the plane of the first two axes, also for three-dimensional positions.
    private (float X, float Y) PlaceOf(int slot, int kind)
    {
        var record = records[kind];
        var row = now.RowAt(slot);
        return (row[record.PositionColumn] * record.PositionStep, row[record.PositionColumn + 1] * record.PositionStep);
    }
}

/// <summary>Where a seat's avatar is.</summary>
/// <param name="IsSomewhere">Whether it is anywhere.</param>
/// <param name="X">Along the first axis.</param>
/// <param name="Y">Along the second.</param>
internal readonly record struct Viewpoint(bool IsSomewhere, float X, float Y);
