using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Worlds;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// One match: its seats, its world, its history, and the tick that advances them. Owned by one shard and touched by that
/// shard's thread alone. Knows no socket and no clock: <see cref="Step"/> is called when it is time.
/// </summary>
public sealed class Room : ISpawnSink
{
    /// <summary>What a match ends with that did not end by itself before <see cref="EndsBy"/>.</summary>
    public const string TimeIsUp = "time is up";

    private Game game;
    private Seat[] seats = []; // Made when they are asked for first: many rooms wait for their players, some in vain.
    private readonly double rewindTicksMax;
    private RoomRandom random;

    /// <summary>Makes a room and starts the game in it. Throws <see cref="ArgumentException"/> when the settings are out of range.</summary>
    public Room(Game game, RoomSettings settings)
    {
        settings.Validate();
        this.game = game;
        Settings = settings;
        TickSeconds = 1f / settings.TickRate;
        rewindTicksMax = settings.RewindMsMax * settings.TickRate / 1000;
        random = new RoomRandom(settings.Seed);
        World = new World(game.Schema);
        History = new History(game.Schema.Stride, settings.TickRate);
        game.Configure(settings.Config);
        game.Start(this);
        World.Sweep();
        World.Seal(Tick, History, keepsLast: false);
    }

    /// <summary>What was decided before the first tick.</summary>
    public RoomSettings Settings { get; }

    /// <summary>The tick executed last, or the one being executed.</summary>
    public Tick Tick { get; private set; }

    /// <summary>Length of a tick in seconds.</summary>
    public float TickSeconds { get; }

    /// <summary>Everything that lives here.</summary>
    public World World { get; private set; }

    /// <summary>The last sealed ticks.</summary>
    public History History { get; }

    /// <summary>Reliable events on their way out.</summary>
    public RoomOutbox Outbox { get; } = new();

    /// <summary>The match's random numbers; part of its state.</summary>
    public ref RoomRandom Random => ref random;

    /// <summary>Every place, taken or not; a place's index is its seat's.</summary>
    public ReadOnlySpan<Seat> Seats => seats.Length > 0 ? seats : MakeSeats();

    /// <summary>How many places are taken.</summary>
    public int SeatsTaken { get; private set; }

    /// <summary>What the match ended with; null while it goes on.</summary>
    public string? Result { get; private set; }

    /// <summary>
    /// The tick in which the match ends at the latest, as when its server is to stop; null while nobody set one. A game may wrap up
    /// before. Set between two ticks.
    /// </summary>
    public Tick? EndsBy { get; private set; }

    /// <summary>The rules played here.</summary>
    public Game Game => game;

    /// <summary>From one tick that clients are told of to the next: between those they draw.</summary>
    internal int ViewStepTicks { get; set; } = 1;

    /// <summary>Whether the tick before the next is to be found in the history. Nobody asks for it in a room that nobody sits in, and it is most of what one takes.</summary>
    internal bool KeepsHistory { get; set; } = true;

    /// <summary>What rewinding has cost.</summary>
    internal PastCounters PastCounters { get; } = new();

    /// <summary>Adds an entity that nobody owns; none when its kind or the room is full.</summary>
    public EntityId Spawn<T>(in T entity)
        where T : struct => World.Spawn(entity, SeatId.None);

    /// <summary>All entities of one kind.</summary>
    public EntitySet<T> All<T>()
        where T : struct => World.All<T>();

    /// <summary>Sends a reliable event to one seat, after this tick.</summary>
    /// <param name="to">The receiver.</param>
    /// <param name="kind">The game's own number for it.</param>
    /// <param name="payload">At most <see cref="RoomOutbox.PayloadBytesMax"/> bytes.</param>
    public void Send(Seat to, ushort kind, ReadOnlySpan<byte> payload) => Outbox.Add(to.Id, kind, payload);

    /// <summary>Sends a reliable event to every seat, after this tick.</summary>
    /// <param name="kind">The game's own number for it.</param>
    /// <param name="payload">At most <see cref="RoomOutbox.PayloadBytesMax"/> bytes.</param>
    public void Broadcast(ushort kind, ReadOnlySpan<byte> payload) => Outbox.Add(SeatId.None, kind, payload);

    /// <summary>Ends the match after this tick; the first result stands.</summary>
    public void End(string result) => Result ??= result;

    /// <summary>Has the match end in this tick at the latest; the earliest one named stands.</summary>
    public void EndBy(Tick tick) => EndsBy = EndsBy is { } earlier && earlier < tick ? earlier : tick;

    /// <summary>
    /// The others as the seat's player saw them when it gave the input of this tick, for judging a shot. At most
    /// <see cref="RoomSettings.RewindMsMax"/> ago, never before the player came (or came back), never after the tick sealed last, which
    /// is also what an AI-driven seat sees. For use within this tick.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nobody sits there, or it is another room's seat.</exception>
    public Past RewindTo(Seat seat)
    {
        var view = Math.Max(Own(seat).ViewTick, Math.Max(Tick.Number - rewindTicksMax, seat.SeenFrom.Number));
        view = Math.Min(view, History.Newest.Tick.Number);
        return new Past(new PastMoment(World, History, view, ViewStepTicks, seat.Avatar, TickSeconds, PastCounters));
    }

    /// <summary>Gives a player a free place and an avatar, between two ticks; false when every place is taken or the world is full.</summary>
    public bool TryJoin(string playerName, bool isAi, out Seat? seat)
    {
        foreach (var candidate in Seats)
        {
            if (!candidate.IsTaken)
            {
                return TryJoin(candidate.Id, playerName, isAi, out seat);
            }
        }

        seat = null;
        return false;
    }

    /// <summary>Gives a player one certain place and an avatar, between two ticks; false when it is taken or the world is full.</summary>
    public bool TryJoin(SeatId place, string playerName, bool isAi, out Seat? seat)
    {
        seat = null;
        var candidate = Seats[place.Index];
        if (candidate.IsTaken)
        {
            return false;
        }

        candidate.PlayerName = playerName;
        candidate.IsAi = isAi;
        candidate.IsConnected = !isAi;
        candidate.IsTaken = true;
        candidate.Inputs.Forget(Tick);
        candidate.SeenFrom = Tick;
        candidate.ViewTick = Tick.Number;
        game.Schema.Input.Neutral(candidate.InputRow);
        candidate.Avatar = game.Join(this, candidate);
        if (!candidate.Avatar.IsSome)
        {
            candidate.IsTaken = candidate.IsConnected = false;
            return false;
        }

        SeatsTaken++;
        seat = candidate;
        return true;
    }

    /// <summary>Frees a place and takes its avatar out, between two ticks.</summary>
    public void Leave(Seat seat)
    {
        game.Leave(this, Own(seat));
        seat.IsTaken = seat.IsConnected = false;
        seat.Avatar = EntityId.None;
        SeatsTaken--;
    }

    /// <summary>Notes that a seat's client is gone for now; the avatar stays and gets neutral inputs before long.</summary>
    public void Disconnect(Seat seat) => Own(seat).IsConnected = false;

    /// <summary>Notes that a seat's client is back, between two ticks. Inputs of its earlier life are dropped.</summary>
    public void Reconnect(Seat seat)
    {
        Own(seat).IsConnected = true;
        seat.Inputs.Forget(Tick);
        seat.SeenFrom = Tick;
        game.Reconnect(this, seat);
    }

    /// <summary>One tick, in the order that is part of determinism.</summary>
    public void Step()
    {
        Tick += 1;
        TakeInputs();
        DriveAvatars();
        game.Advance(this);
        if (Tick >= EndsBy)
        {
            End(TimeIsUp);
        }

        World.Sweep();
        World.Seal(Tick, History, keepsLast: KeepsHistory);
    }

    /// <summary>
    /// Saves the world, loads it into a new one and goes on with that, under another instance of the game that knows nothing but the configuration. A
    /// test of rooms: whatever a game keeps elsewhere is lost. Throws when the new world is not the same.
    /// </summary>
    internal void GoOnFromASave(Game fresh)
    {
        var writer = new WorldWriter();
        World.Save(writer);
        writer.Write(random);
        if (fresh != game)
        {
            fresh.ShareDescription(game);
            fresh.Configure(Settings.Config);
        }

        var loaded = new World(game.Schema);
        var reader = new WorldReader(writer.Written);
        loaded.Load(ref reader);
        random = reader.Read<RoomRandom>();
        if (!reader.IsAtEnd || loaded.HashAt(Tick, game.Schema.Stride) != History.Newest.Hash)
        {
            throw new InvalidOperationException($"Tick {Tick} is another one when it was saved and loaded.");
        }

        (World, game) = (loaded, fresh);
    }

    void ISpawnSink.SpawnOwned<T>(SeatId owner, in T entity)
        where T : struct => World.All<T>().Spawn(entity, owner, SealKeys.Owned(owner, SealKeys.Ordinal(Tick, seats[owner.Index].SpawnsThisTick++)));

    private Seat Own(Seat seat) =>
        seat.IsTaken && Seats[seat.Id.Index] == seat ? seat : throw new InvalidOperationException($"Seat {seat.Id.Index} is free, or another room's.");

    private Seat[] MakeSeats()
    {
        seats = new Seat[Settings.SeatsMax];
        for (var i = 0; i < seats.Length; i++)
        {
            seats[i] = new Seat(new SeatId(i), game.Schema.Input, Settings.InputRepeatTicksMax);
        }

        return seats;
    }

    private void TakeInputs()
    {
        foreach (var seat in seats)
        {
            if (!seat.IsTaken)
            {
                continue;
            }

            if (seat.IsAi)
            {
                seat.ViewTick = Tick.Number;
                game.ThinkFor(this, seat);
                continue;
            }

            seat.InputSource = seat.Inputs.Take(Tick, seat.InputRow);
            seat.ViewTick = Tick.Number - (seat.Inputs.LastViewAge / (double)ViewAge.PerTick);
        }
    }

    private void DriveAvatars()
    {
        foreach (var seat in seats)
        {
            if (seat.IsTaken)
            {
                seat.SpawnsThisTick = 0;
                game.DriveSeat(this, seat);
            }
        }
    }
}
