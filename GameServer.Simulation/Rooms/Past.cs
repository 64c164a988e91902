using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// The others as one player saw them on its screen when it gave this tick's input: the sealed ticks around its view point,
/// interpolated by the very code that its client draws with. Made by <see cref="Room.RewindTo"/>, costs nothing until asked, reads one
/// row or two per entity however far back it is. Only declared public fields are known of the past; others are zero.
/// Only what is still there is found, and of that only what was there at the time; the player's own avatar is not among the others.
/// </summary>
public readonly ref struct Past
{
    private readonly PastMoment moment;

    internal Past(PastMoment moment) => this.moment = moment;

    /// <summary>The tick that was seen, with its fraction; before the one being executed.</summary>
    public double Tick => moment.Tick;

    /// <summary>
    /// An entity as it was seen. False when it is of another kind, gone, not there yet at the time, or the player's own avatar, which
    /// is never rewound.
    /// </summary>
    /// <exception cref="ArgumentException">The schema declares no kind with this struct.</exception>
    public bool TryGet<T>(EntityId id, out T seen)
        where T : struct
    {
        seen = default;
        return id != moment.OwnAvatar && moment.World.TryFind<T>(id, out var entity) && moment.TryRead(moment.World.All<T>().Kind, entity.Id, ref seen);
    }

    /// <summary>All others of a kind.</summary>
    /// <exception cref="ArgumentException">The schema declares no kind with this struct.</exception>
    public PastSet<T> All<T>()
        where T : struct => new(moment, default, isEverywhere: true);

    /// <summary>The others of a kind whose position was within a distance of a point; what lies farther is not interpolated at all.</summary>
    /// <param name="centre">The point, in the position's unit.</param>
    /// <param name="radius">0 or more, in the same unit.</param>
    /// <exception cref="ArgumentException">The kind has no position, or there is no such kind.</exception>
    public PastSet<T> Near<T>(Vector2 centre, float radius)
        where T : struct => Along<T>(centre, centre, radius);

    /// <summary>The same in three dimensions.</summary>
    /// <param name="centre">The point, in the position's unit.</param>
    /// <param name="radius">0 or more, in the same unit.</param>
    /// <exception cref="ArgumentException">The kind has no position, or there is no such kind.</exception>
    public PastSet<T> Near<T>(Vector3 centre, float radius)
        where T : struct => Along<T>(centre, centre, radius);

    /// <summary>
    /// The others of a kind whose position was within a distance of a straight line, as a shot needs them. A third axis, where the
    /// position has one, is not looked at.
    /// </summary>
    /// <param name="from">Where the line begins, in the position's unit.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="radius">0 or more, in the same unit.</param>
    /// <exception cref="ArgumentException">The kind has no position, or there is no such kind.</exception>
    public PastSet<T> Along<T>(Vector2 from, Vector2 to, float radius)
        where T : struct => new(moment, new Reach(new Vector3(from, 0), new Vector3(to, 0), radius, 2), isEverywhere: false);

    /// <summary>The same in three dimensions.</summary>
    /// <param name="from">Where the line begins, in the position's unit.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="radius">0 or more, in the same unit.</param>
    /// <exception cref="ArgumentException">The kind has no position, or there is no such kind.</exception>
    public PastSet<T> Along<T>(Vector3 from, Vector3 to, float radius)
        where T : struct => new(moment, new Reach(from, to, radius, 3), isEverywhere: false);
}

/// <summary>An entity that was seen and is still there.</summary>
/// <typeparam name="T">The entity struct.</typeparam>
public readonly ref struct PastEntity<T>
    where T : struct
{
    internal PastEntity(Entity<T> now, T seen) => (Now, Seen) = (now, seen);

    /// <summary>Its name.</summary>
    public EntityId Id => Now.Id;

    /// <summary>The seat that owns it, or none.</summary>
    public SeatId Owner => Now.Owner;

    /// <summary>As it was on the player's screen; a copy, and changing it changes nothing.</summary>
    public T Seen { get; }

    /// <summary>As it is: what a hit is to hurt.</summary>
    public Entity<T> Now { get; }
}

/// <summary>The others of one kind in a past, to walk with <c>foreach</c> within the tick.</summary>
/// <typeparam name="T">The entity struct.</typeparam>
public readonly ref struct PastSet<T>
    where T : struct
{
    private readonly PastMoment moment;
    private readonly Reach reach;
    private readonly bool isEverywhere;

    internal PastSet(PastMoment moment, Reach reach, bool isEverywhere) => (this.moment, this.reach, this.isEverywhere) = (moment, reach, isEverywhere);

    /// <summary>Walks them in the order they came.</summary>
    public Enumerator GetEnumerator()
    {
        var set = moment.World.All<T>();
        return isEverywhere || set.Kind.PublicRecord.PositionColumn >= 0
            ? new Enumerator(moment, set, reach, isEverywhere)
            : throw new ArgumentException($"Entities of the kind {set.Kind.Name} have no position.");
    }

    /// <summary>Walks a set; see <see cref="GetEnumerator"/>.</summary>
    public ref struct Enumerator
    {
        private readonly PastMoment moment;
        private readonly EntitySet<T> set;
        private readonly Reach reach;
        private readonly bool isEverywhere;
        private EntitySet<T>.Enumerator walk;
        private T seen;

        internal Enumerator(PastMoment moment, EntitySet<T> set, Reach reach, bool isEverywhere)
        {
            (this.moment, this.set, this.reach, this.isEverywhere) = (moment, set, reach, isEverywhere);
            walk = set.GetEnumerator();
            seen = default;
        }

        /// <summary>The entity reached.</summary>
        public readonly PastEntity<T> Current => new(walk.Current, seen);

        /// <summary>Goes to the next one; false at the end.</summary>
        public bool MoveNext()
        {
            while (walk.MoveNext())
            {
                var id = walk.Current.Id;
                seen = default;
                if (id != moment.OwnAvatar && (isEverywhere ? moment.TryRead(set.Kind, id, ref seen) : moment.TryRead(set.Kind, id, reach, ref seen)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
