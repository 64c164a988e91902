using System.Numerics;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Models;

internal sealed class BuiltInModelTests
{
    private struct Top
    {
        public Quaternion Turn;
        public Vector3 Spin;
    }

    [Test]
    public void TurnIsGuessedFromTheAngularVelocity()
    {
        // Two radians a second about a slanting axis, a tenth of a second apart: where it points follows from how it spins.
        var spin = new Vector3(0.8f, -1.2f, 1.4f);
        var start = Quaternion.CreateFromYawPitchRoll(0.3f, 0.7f, -0.2f);
        var turned = Quaternion.CreateFromAxisAngle(Vector3.Normalize(spin), spin.Length() * 6 / 60) * start;
        Assert.That(Bits(start, turned, spin), Is.LessThanOrEqualTo(16));
        Assert.That(Bits(start, turned, -spin), Is.GreaterThan(24), "the other way round");
    }

    [Test]
    public void TurnGoesOnAsItWent()
    {
        var step = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new Vector3(1, 2, -1)), 0.1f);
        var builder = new SchemaBuilder<AnyOther, Top>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("top").Rotation(static (ref Top t) => ref t.Turn, 11);
        var (schema, kind, _) = builder.Build();
        var start = Quaternion.CreateFromYawPitchRoll(0.3f, 0.7f, -0.2f);
        int[] first = Row(kind.PublicLayout, schema, start, default), second = Row(kind.PublicLayout, schema, step * start, default), third = Row(kind.PublicLayout, schema, step * step * step * start, default);
        var codec = new EntityCodec(schema, 60);
        var writer = new BitWriter(new byte[64]);
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6, 9), second, first), third);
        var known = writer.Position;
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), second), third);
        Assert.That(known, Is.LessThan(writer.Position - known - 8));
    }

    private static int Bits(Quaternion before, Quaternion after, Vector3 spin)
    {
        var builder = new SchemaBuilder<AnyOther, Top>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("top").Rotation(static (ref Top t) => ref t.Turn, 11, static (ref Top t) => ref t.Spin);
        var (schema, kind, _) = builder.Build();
        var writer = new BitWriter(new byte[64]);
        new EntityCodec(schema, 60).WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), Row(kind.PublicLayout, schema, before, spin)), Row(kind.PublicLayout, schema, after, spin));
        return writer.Position;
    }

    private static int[] Row(RecordLayout<Top> layout, Schema schema, Quaternion turn, Vector3 spin)
    {
        var row = new int[schema.Stride];
        var top = new Top { Turn = turn, Spin = spin };
        layout.Seal(ref top, row, new SealPhase(new Tick(1), 1));
        return row;
    }
}
