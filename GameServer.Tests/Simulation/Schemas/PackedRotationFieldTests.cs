using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

internal sealed class PackedRotationFieldTests
{
    private struct Body
    {
        public PackedRotation Turn;
        public Vector3 Speed;
    }

    [Test]
    public void QuantisedComponentsReachTheRowAsTheyAre()
    {
        var fields = new FieldSet<Body>("body");
        fields.Rotation(static (ref Body b) => ref b.Turn, "turn", 9);
        var body = new Body { Turn = new PackedRotation(2, 0, 511, 255) };
        var row = new int[4];
        fields.Layout().Seal(ref body, row, new SealPhase(new Tick(7), 3));
        Assert.That(row, Is.EqualTo(new[] { 2, 0, 511, 255 }));

        var loaded = default(Body);
        fields.Layout().Load(ref loaded, row);
        Assert.That(loaded.Turn, Is.EqualTo(new PackedRotation(2, 0, 511, 255)));
    }

    [Test]
    public void ComponentsOutOfRangeSaturate()
    {
        var fields = new FieldSet<Body>("body");
        fields.Rotation(static (ref Body b) => ref b.Turn, "turn", 9);
        var body = new Body { Turn = new PackedRotation(7, -1, 512, 3) };
        fields.Layout().Seal(ref body, new int[4], new SealPhase(new Tick(7), 3));
        Assert.That(body.Turn, Is.EqualTo(new PackedRotation(3, 0, 511, 3)));
    }

    [Test]
    public void ColumnsOfARotationAreOneUnit()
    {
        var fields = new FieldSet<Body>("body");
        fields.Vector(static (ref Body b) => ref b.Speed, "speed", 8, 1, ColumnModel.AngularVelocity);
        fields.Rotation(static (ref Body b) => ref b.Turn, "turn", 9);
        Assert.That(fields.Units, Is.EqualTo(new[]
        {
            new ColumnUnit(UnitKind.AngularVelocity, 0, 3),
            new ColumnUnit(UnitKind.Rotation, 3, 4),
        }));
    }
}
