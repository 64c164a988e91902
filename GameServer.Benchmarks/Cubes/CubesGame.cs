using System.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Benchmarks.Cubes;

/// <summary>A rigid cube as a recording holds it: place, rotation in nine bits a component, whether it touches the player's cube.</summary>
internal struct Cube
{
    public Vector3 Position;
    public PackedRotation Turn;
    public bool Interacting;
}

/// <summary>The cube that a player drives; the same, but a kind of its own, for it moves by other rules.</summary>
internal struct PlayerCube
{
    public Vector3 Position;
    public PackedRotation Turn;
    public bool Interacting;
}

internal struct CubesInput
{
    public bool Push;
}

/// <summary>The recorded cubes as a game. Nothing is simulated: a recording says where everything is.</summary>
internal sealed class CubesGame : Game<CubesInput, PlayerCube>
{
    /// <summary>Rows of a recording's frame; the first is the player's.</summary>
    public const int Cubes = 901;

    private const double Range = 32; // m
    private const double Step = 1 / 512.0; // m
    private const int RotationBits = 9;

    /// <summary>What is played back, a frame a tick; without one everything stays where it is.</summary>
    public CubesRecording? Recording { get; init; }

    protected override void Describe(SchemaBuilder<CubesInput, PlayerCube> schema)
    {
        schema.Input(static (ref CubesInput i) => ref i.Push);
        schema.Avatar("player")
            .Position(static (ref PlayerCube c) => ref c.Position, Range, Step)
            .Rotation(static (ref PlayerCube c) => ref c.Turn, RotationBits)
            .Bool(static (ref PlayerCube c) => ref c.Interacting);
        schema.Entity<Cube>("cube")
            .Position(static (ref Cube c) => ref c.Position, Range, Step)
            .Rotation(static (ref Cube c) => ref c.Turn, RotationBits)
            .Bool(static (ref Cube c) => ref c.Interacting);
    }

    protected override void OnStart(Room room)
    {
        for (var i = 1; i < Cubes; i++)
        {
            room.Spawn(new Cube());
        }
    }

    protected override PlayerCube OnJoin(Room room, Seat seat) => default;

    protected override void Tick(Room room)
    {
        if (Recording is null)
        {
            return;
        }

        var frame = (int)room.Tick.Number - 1;
        foreach (var player in room.All<PlayerCube>())
        {
            var row = Recording.RowAt(frame, 0);
            player.Value = new PlayerCube { Position = PlaceIn(row), Turn = TurnIn(row), Interacting = row[7] != 0 };
        }

        var index = 1;
        foreach (var cube in room.All<Cube>())
        {
            var row = Recording.RowAt(frame, index++);
            cube.Value = new Cube { Position = PlaceIn(row), Turn = TurnIn(row), Interacting = row[7] != 0 };
        }
    }

    protected override void Drive(ref PlayerCube avatar, in CubesInput input, DriveContext drive)
    {
    }

    private static Vector3 PlaceIn(ReadOnlySpan<int> row) => new((float)(row[0] * Step), (float)(row[1] * Step), (float)(row[2] * Step));

    private static PackedRotation TurnIn(ReadOnlySpan<int> row) => new(row[3], row[4], row[5], row[6]);
}
