using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class SchemaLayoutTests
{
    private readonly Schema schema = new DriftGame().Schema;

    [Test]
    public void VelocityStandsBeforeThePositionThatItDrives()
    {
        var columns = schema.Records[0].Columns;

        Assert.That(columns.Select(c => c.Name), Is.EqualTo(new[] { "Position.velocity.X", "Position.velocity.Y", "Position.X", "Position.Y", "Heading", "Health" }));
        Assert.That(
            columns.Select(c => c.Model),
            Is.EqualTo(new[] { ColumnModel.Velocity, ColumnModel.Velocity, ColumnModel.Position, ColumnModel.Position, ColumnModel.Angle, ColumnModel.Plain }));
        Assert.That((columns[2].VelocityColumn, columns[3].VelocityColumn), Is.EqualTo((0, 1)));
        Assert.That(columns[2].VelocityRatio, Is.EqualTo(4)); // 1/32 m/s moves 4 steps of 1/128 m in a second.
    }

    [Test]
    public void ColumnsCarryTheirStep()
    {
        var columns = schema.Records[0].Columns;

        Assert.That((columns[0].Step, columns[2].Step, columns[5].Step), Is.EqualTo((1 / 32.0, 1 / 128.0, 1.0)));
    }

    [Test]
    public void OwnerFieldsAreARecordOfTheirOwnThatNamesThePublicRow()
    {
        var owner = schema.Records[1];

        Assert.That((owner.Name, owner.IsOwnerPart, owner.PositionColumn), Is.EqualTo(("drifter.owner", true, -1)));
        Assert.That(owner.Columns.Select(c => c.Name), Is.EqualTo(new[] { "slot", "Pebbles" }));
    }

    [Test]
    public void RecordsAreNumberedInTheOrderOfDeclaration()
    {
        Assert.That(schema.Records.Select(r => r.Name), Is.EqualTo(new[] { "drifter", "drifter.owner", "pebble" }));
        Assert.That(schema.Records.Select(r => r.Index), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(schema.RecordBits, Is.EqualTo(2));
        Assert.That(schema.AvatarKind.Name, Is.EqualTo("drifter"));
    }

    [Test]
    public void StrideIsTheWidestRecord() => Assert.That(schema.Stride, Is.EqualTo(6));

    [Test]
    public void PositionIsFoundByItsColumn()
    {
        var record = schema.Records[0];

        Assert.That((record.PositionColumn, record.PositionAxes, record.PositionStep), Is.EqualTo((2, 2, 1 / 128f)));
    }

    [Test]
    public void BitsCountTheWholeRange()
    {
        Assert.That(new Column("", int.MinValue, int.MaxValue, ColumnModel.Opaque).Bits, Is.EqualTo(32));
        Assert.That(new Column("", -1, 1, ColumnModel.Plain).Bits, Is.EqualTo(2));
        Assert.That(new Column("", -1, 1, ColumnModel.Plain).Span, Is.EqualTo(2u));
        Assert.That(new Column("", 4, 4, ColumnModel.Plain).Bits, Is.Zero);
    }
}
