using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Protocol.Snapshots;

internal struct ExampleInput
{
    public bool Jump;
}

internal struct Dot
{
    public Vector2 Position, Velocity;
    public bool IsLit;
}

/// <summary>
/// The worked example of PROTOCOL.md: one dot with a place of 4 bits per axis, a velocity of 3 and a flag that seldom changes, at
/// 10 ticks per second. Two snapshots of it, each field with its bits as counted by hand, the first on the wire first.
/// </summary>
internal static class ProtocolExample
{
    public const int TickRate = 10;

    /// <summary>velocity.X, velocity.Y, position.X, position.Y, flag.</summary>
    public static readonly int[] RowAtTick10 = [2, -1, 3, -2, 0];

    public static readonly int[] RowAtTick15 = [2, 0, 4, -3, 1];

    public static readonly EntityHead Head = new(generation: 1, kind: 0, owner: new SeatId(0));

    public static readonly (string Field, string Bits)[] Whole =
    [
        ("kind 2", "010"),
        ("sequence 1", "10000000000000"),
        ("tick 10", "01010000000000"),
        ("the room's full pace", "0"),
        ("this tick executed its own input", "0"),
        ("an input was received for 2 ticks ahead: 130", "01000001"),
        ("the shortest wait was 5 ms: 261", "101000001"),
        ("a run", "1"),
        ("whole", "10"),
        ("0 slots skipped", "0"),
        ("1 slot", "00"),
        ("record kind: only one, no bits", ""),
        ("generation 1", "1000000000000000"),
        ("owned by seat 0", "1 0000000000"),
        ("velocity.X 2, less -4: 6", "011"),
        ("velocity.Y -1, less -4: 3", "110"),
        ("position.X 3, less -8: 11", "1101"),
        ("position.Y -2, less -8: 6", "0110"),
        ("flag 0", "0"),
        ("no more runs", "0"),
    ];

    public static readonly (string Field, string Bits)[] Delta =
    [
        ("kind 2", "010"),
        ("sequence 2", "01000000000000"),
        ("tick 15", "11110000000000"),
        ("the room's full pace", "0"),
        ("1 tick since its own input", "1 0 1000000"),
        ("an input was received for 1 tick before: 127", "11111110"),
        ("no input came since the last snapshot: 0", "000000000"),
        ("a run", "1"),
        ("delta", "0"),
        ("0 slots skipped", "0"),
        ("to the last slot of the baseline", "1"),
        ("of 5 ticks ago, less 1: 4, order 2", "10 0 00"),
        ("and no earlier one", "0"),
        ("a dot that moves does not rest: no list of those that woke", ""),
        ("not everything is as guessed", "1"),
        ("some rare column changed", "1"),
        ("velocity.X stays 2: d = 0, folded 0; nothing before it, order 3", "0000"),
        ("velocity.Y from -1 to 0: d = 1, folded 2; class 0 before it, order 0", "101"),
        ("position.X guessed 3 + 1 = 4, is 4: d = 0, folded 0; its velocity's class is 0, order 0", "0"),
        ("position.Y guessed -2 + 0 = -2, is -3: d = -1, folded 1; its velocity's class is 1, order 0", "100"),
        ("flag from 0 to 1: d = 1, folded 2, order 0", "101"),
        ("no more runs", "0"),
    ];

    public static Schema Schema()
    {
        var builder = new SchemaBuilder<ExampleInput, Dot>();
        builder.Input(static (ref ExampleInput i) => ref i.Jump).Press();
        builder.Avatar("dot")
            .Position(static (ref Dot d) => ref d.Position, range: 8, step: 1, static (ref Dot d) => ref d.Velocity, velocityRange: 4, velocityStep: 1)
            .Rarely()
            .Bool(static (ref Dot d) => ref d.IsLit);
        return builder.Build().Schema;
    }
}
