using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class InputFieldsTests
{
    private struct Stick
    {
        public float X;
        public int Weapon;
        public bool Fire;
    }

    private struct Ship
    {
        public int Health;
    }

    [Test]
    public void PressesAreTheEdges()
    {
        var input = new DriftGame().Schema.Input;

        Assert.That(input.Columns.Select(c => c.Name), Is.EqualTo(new[] { "X", "Y", "Turn", "Brake", "Drop" }));
        Assert.That(input.Edges, Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public void NeutralIsZeroOrTheNearestToIt()
    {
        var builder = new SchemaBuilder<Stick, Ship>();
        builder.Avatar("ship").Int(static (ref Ship s) => ref s.Health, 0, 1);
        builder.Input(static (ref Stick i) => ref i.X).Range(-1, 1, 0.5);
        builder.Input(static (ref Stick i) => ref i.Weapon).Range(3, 9);
        builder.Input(static (ref Stick i) => ref i.Fire);
        var row = new int[] { 7, 7, 7 };

        builder.Build().Schema.Input.Neutral(row);

        Assert.That(row, Is.EqualTo(new[] { 0, 3, 0 }));
    }

    [Test]
    public void PressDeclaredTwiceIsOnePress()
    {
        var builder = new SchemaBuilder<Stick, Ship>();
        builder.Avatar("ship").Int(static (ref Ship s) => ref s.Health, 0, 1);
        var fire = builder.Input(static (ref Stick i) => ref i.Fire);
        fire.Press();
        fire.Press();

        Assert.That(builder.Build().Schema.Input.Edges, Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void SealedInputIsWhatTheServerExecutes()
    {
        var game = new DriftGame();
        var input = new DriftInput { X = 0.3f, Y = float.NaN, Turn = 9, Drop = true };
        Span<int> row = stackalloc int[5];

        game.SealInput(ref input, row);

        Assert.That(row.ToArray(), Is.EqualTo(new[] { 38, 0, 127, 0, 1 }));
        Assert.That((input.X, input.Y, input.Turn), Is.EqualTo(((float)(38 * (1 / 127.0)), 0f, 1f)));
    }
}
