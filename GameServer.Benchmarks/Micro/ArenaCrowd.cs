using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Benchmarks.Micro;

/// <summary>A room of Arena whose seats are played by pilots, without clients, network or time.</summary>
internal sealed class ArenaCrowd
{
    private readonly Arena game = new();
    private readonly Pilot[] pilots;
    private readonly int[] row;

    public ArenaCrowd(int players, string config)
    {
        Room = new Room(game, new RoomSettings { Seed = 1, SeatsMax = players, Config = config });
        row = new int[game.Schema.Input.Columns.Length];
        pilots = new Pilot[players];
        for (var i = 0; i < players; i++)
        {
            pilots[i] = new Pilot(seed: 1, i);
            Room.TryJoin($"player {i}", isAi: false, out _);
        }
    }

    public Room Room { get; }

    /// <summary>Ticks until everybody runs and every buffer has its size.</summary>
    public ArenaCrowd WarmedUp()
    {
        for (var i = 0; i < 300; i++)
        {
            Step();
        }

        return this;
    }

    /// <summary>Every seat's input for the tick to come, in time.</summary>
    public void OfferInputs()
    {
        var tick = Room.Tick + 1;
        foreach (var seat in Room.Seats)
        {
            var input = pilots[seat.Id.Index].Sample(tick);
            game.SealInput(ref input, row);
            seat.Inputs.Offer(tick, row, arrival: 0);
        }
    }

    public void Step()
    {
        OfferInputs();
        Room.Step();
        Room.Outbox.Clear();
    }

    /// <summary>The slots of the avatars, in the order of their seats.</summary>
    public int[] AvatarSlots()
    {
        var slots = new int[Room.Seats.Length];
        foreach (var seat in Room.Seats)
        {
            slots[seat.Id.Index] = seat.Avatar.Slot;
        }

        return slots;
    }

    /// <summary>A tick of the history.</summary>
    public Tick Ago(int ticks) => Room.Tick + -ticks;
}
