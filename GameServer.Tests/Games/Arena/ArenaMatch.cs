using System.Numerics;
using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Worlds;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Games.Arena;

/// <summary>One Arena room stepped by hand: every seat executes the input that the test has put down for it, in every tick.</summary>
internal sealed class ArenaMatch
{
    private readonly ArenaInput[] inputs = new ArenaInput[RoomSettings.SeatsLimit];
    private readonly ArenaInput[] sent = new ArenaInput[RoomSettings.SeatsLimit];
    private readonly int[] row;

    private ArenaMatch(RoomSettings settings)
    {
        Game = new ArenaGame();
        Room = new Room(Game, settings);
        row = new int[Game.Schema.Input.ColumnSpan.Length];
    }

    public ArenaGame Game { get; }

    public Room Room { get; }

    public SealedTick Newest => Room.History.Newest;

    public string? Result => Room.Result;

    public static ArenaMatch Start(string config = "", int players = 2, ulong seed = 1, int seatsMax = 64, int tickRate = 60, int ai = 0)
    {
        var match = new ArenaMatch(new RoomSettings { Config = config, Seed = seed, SeatsMax = seatsMax, TickRate = tickRate });
        for (var i = 0; i < players + ai; i++)
        {
            Assert.That(match.TryJoin(isAi: i >= players), Is.True);
        }

        return match;
    }

    public bool TryJoin(bool isAi = false) => Room.TryJoin($"player {Room.SeatsTaken}", isAi, out _);

    /// <summary>What a seat does from now on; presses are released after one tick.</summary>
    public ref ArenaInput Input(int seat) => ref inputs[seat];

    /// <summary>What a seat executed in the last tick, on the wire's grid: what its client remembers of it.</summary>
    public ArenaInput Sent(int seat) => sent[seat];

    public ref Fighter Fighter(int seat)
    {
        Assert.That(Room.World.TryFind<Fighter>(Room.Seats[seat].Avatar, out var fighter), Is.True);
        return ref fighter.Value;
    }

    /// <summary>Stands a fighter somewhere, unshielded, looking along an angle in radians.</summary>
    public void Stand(int seat, float x, float y, float heading = 0)
    {
        ref var fighter = ref Fighter(seat);
        fighter.Position = new Vector2(x, y);
        fighter.Velocity = Vector2.Zero;
        fighter.Heading = heading;
        fighter.ShieldTicks = 0;
        fighter.IsShielded = false;
        Input(seat).Aim = heading;
    }

    /// <summary>Steps; what a test has set by hand before is what everybody sees at the first of the ticks.</summary>
    public void Step(int ticks = 1)
    {
        Room.World.Sweep();
        Room.World.Seal(Room.Tick, Room.History);
        for (var i = 0; i < ticks; i++)
        {
            foreach (var seat in Room.Seats)
            {
                Offer(seat);
            }

            Room.Step();
        }
    }

    /// <summary>Steps with inputs that follow from seat and tick: everybody runs, shoots, throws and dashes.</summary>
    public void StepScripted(int ticks, bool throws = true)
    {
        for (var i = 0; i < ticks; i++)
        {
            for (var seat = 0; seat < Room.Seats.Length; seat++)
            {
                Input(seat) = Scripted(seat, Room.Tick + 1, throws);
            }

            Step();
        }
    }

    public IEnumerable<T> All<T>()
        where T : struct
    {
        var all = new List<T>();
        foreach (var entity in Room.All<T>())
        {
            all.Add(entity.Value);
        }

        return all;
    }

    public void Clear<T>()
        where T : struct
    {
        foreach (var entity in Room.All<T>())
        {
            entity.Remove();
        }
    }

    private static ArenaInput Scripted(int seat, Tick tick, bool throws)
    {
        var mood = Mix.Combine((ulong)seat, tick.Number / 24);
        var angle = (mood & 0xFFF) * (Trig.Tau / 4096);
        return new ArenaInput
        {
            MoveX = Trig.Cos(angle),
            MoveY = Trig.Sin(angle),
            Aim = angle + (0.02f * (tick.Number % 24)),
            Fire = (mood & 0x1000) != 0,
            Throw = throws && tick.Number % 97 == (uint)seat,
            Dash = tick.Number % 131 == (uint)seat,
        };
    }

    private void Offer(Seat seat)
    {
        if (!seat.IsTaken || seat.IsAi)
        {
            return;
        }

        ref var input = ref inputs[seat.Id.Index];
        ref var sent = ref this.sent[seat.Id.Index];
        sent = input;
        Game.SealInput(ref sent, row);
        seat.Inputs.Offer(Room.Tick + 1, row, 0);
        input.Throw = input.Dash = false;
    }
}
