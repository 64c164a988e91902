using System.Numerics;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

/// <summary>A wrong declaration stops the game's constructor and says which field to mend.</summary>
public sealed class SchemaDeclarationTests
{
    private struct Stick
    {
        public float X;
        public int Weapon;
        public bool Fire;
    }

    private struct Ship
    {
        public Vector2 Position, Other, Velocity;
        public Vector3 High;
        public Quaternion Rotation;
        public float Heading, Fuel;
        public int Health;
        public Mood Mood;
    }

    private struct Rock
    {
        public int Size;
    }

    private struct Pair<TFirst, TSecond>
    {
        public int Size;
    }

    private enum Mood
    {
        Calm,
    }

    private static IEnumerable<TestCaseData> WrongFields()
    {
        var all = new (string Field, string What, Action<EntityBuilder<Ship>> Declare)[]
        {
            ("Position", "range zero", b => b.Position(static (ref Ship s) => ref s.Position, 0, 1)),
            ("Position", "range negative", b => b.Position(static (ref Ship s) => ref s.Position, -5, 1)),
            ("Position", "range not a number", b => b.Position(static (ref Ship s) => ref s.Position, double.NaN, 1)),
            ("Position", "range infinite", b => b.Position(static (ref Ship s) => ref s.Position, double.PositiveInfinity, 1)),
            ("Position", "step zero", b => b.Position(static (ref Ship s) => ref s.Position, 512, 0)),
            ("Position", "step negative", b => b.Position(static (ref Ship s) => ref s.Position, 512, -1)),
            ("Position", "step not a number", b => b.Position(static (ref Ship s) => ref s.Position, 512, double.NaN)),
            ("Position", "step beyond the range", b => b.Position(static (ref Ship s) => ref s.Position, 1, 10)),
            ("Position", "step that leaves one value", b => b.Position(static (ref Ship s) => ref s.Position, 0.6, 2)),
            ("Position", "step that a float cannot hold", b => b.Position(static (ref Ship s) => ref s.Position, 100_000, 1 / 128.0)),
            ("Position.velocity", "velocity range zero", b => b.Position(static (ref Ship s) => ref s.Position, 512, 1, static (ref Ship s) => ref s.Velocity, 0)),
            ("Position.velocity", "velocity step zero", b => b.Position(static (ref Ship s) => ref s.Position, 512, 1, static (ref Ship s) => ref s.Velocity, 64, 0)),
            ("Other", "second position", b => b.Position(static (ref Ship s) => ref s.Position, 512, 1).Position(static (ref Ship s) => ref s.Other, 512, 1)),
            ("High", "second position in 3D", b => b.Position(static (ref Ship s) => ref s.Position, 512, 1).Position(static (ref Ship s) => ref s.High, 512, 1)),
            ("Heading", "no bits", b => b.Angle(static (ref Ship s) => ref s.Heading, 0)),
            ("Heading", "25 bits", b => b.Angle(static (ref Ship s) => ref s.Heading, 25)),
            ("Rotation", "3 bits", b => b.Rotation(static (ref Ship s) => ref s.Rotation, 3)),
            ("Rotation", "21 bits", b => b.Rotation(static (ref Ship s) => ref s.Rotation, 21)),
            ("Fuel", "min is max", b => b.Float(static (ref Ship s) => ref s.Fuel, 1, 1, 0.1)),
            ("Fuel", "min above max", b => b.Float(static (ref Ship s) => ref s.Fuel, 2, 1, 0.1)),
            ("Fuel", "step infinite", b => b.Float(static (ref Ship s) => ref s.Fuel, 0, 1, double.PositiveInfinity)),
            ("Fuel", "step above the range", b => b.Float(static (ref Ship s) => ref s.Fuel, 0, 1, 10)),
            ("Fuel", "far from zero", b => b.Float(static (ref Ship s) => ref s.Fuel, 1e12, 1e12 + 1, 1)),
            ("Health", "min is max", b => b.Int(static (ref Ship s) => ref s.Health, 7, 7)),
            ("Health", "min above max", b => b.Int(static (ref Ship s) => ref s.Health, 8, 7)),
            ("Mood", "no values", b => b.Enum(static (ref Ship s) => ref s.Mood, 0)),
        };
        return all.Select(wrong => new TestCaseData(wrong.Field, wrong.Declare).SetArgDisplayNames($"{wrong.Field}: {wrong.What}"));
    }

    [TestCaseSource(nameof(WrongFields))]
    public void WrongFieldIsNamed(string field, object declare)
    {
        var builder = new SchemaBuilder<Stick, Ship>();

        var error = Assert.Throws<ArgumentException>(() => ((Action<EntityBuilder<Ship>>)declare)(builder.Avatar("ship")));

        Assert.That(error!.Message, Does.StartWith($"Schema: ship.{field} "));
    }

    [Test]
    public void SixtyFourColumnsFitAndOneMoreDoesNot()
    {
        var ship = new SchemaBuilder<Stick, Ship>().Avatar("ship");
        for (var i = 0; i < Schema.ColumnsMax; i++)
        {
            ship.Int(static (ref Ship s) => ref s.Health, 0, 9);
        }

        Assert.That(() => ship.Int(static (ref Ship s) => ref s.Health, 0, 9), Throws.ArgumentException.With.Message.Contains("ship.Health is one column too many"));
    }

    [Test]
    public void AvatarIsNeeded() => AssertRefused("declares no avatar", WithInput());

    [Test]
    public void AvatarNeedsAField()
    {
        var builder = WithInput();
        builder.Avatar("ship");

        AssertRefused("declares no avatar", builder);
    }

    [Test]
    public void SecondAvatarIsRefused()
    {
        var builder = new SchemaBuilder<Stick, Ship>();
        builder.Avatar("ship");

        Assert.That(() => builder.Avatar("other"), Throws.ArgumentException.With.Message.Contains("avatar is declared twice"));
    }

    [Test]
    public void TwoKindsOfOneNameAreRefused()
    {
        var builder = WithAvatar();
        builder.Entity<Rock>("ship").Int(static (ref Rock r) => ref r.Size, 0, 9);

        AssertRefused("ship and ship share a name or a struct", builder);
    }

    [Test]
    public void TwoKindsOfOneStructAreRefused()
    {
        var builder = WithAvatar();
        builder.Entity<Rock>("rock").Int(static (ref Rock r) => ref r.Size, 0, 9);
        builder.Entity<Rock>("stone").Int(static (ref Rock r) => ref r.Size, 0, 9);

        AssertRefused("stone and rock share a name or a struct", builder);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(65_536)]
    public void KindHoldsOneEntityToAWorldFull(int max) =>
        Assert.That(() => new SchemaBuilder<Stick, Ship>().Entity<Rock>("rock", max), Throws.ArgumentException.With.Message.Contains("rock needs room"));

    [Test]
    public void SixtyFiveRecordsAreRefused()
    {
        var builder = WithAvatar();
        EightKinds<bool>(builder);
        EightKinds<byte>(builder);
        EightKinds<sbyte>(builder);
        EightKinds<short>(builder);
        EightKinds<ushort>(builder);
        EightKinds<int>(builder);
        EightKinds<uint>(builder);
        EightKinds<long>(builder);

        AssertRefused("65 records; at most 64 fit", builder);
    }

    [Test]
    public void InputFloatNeedsARange()
    {
        var builder = WithAvatar();
        builder.Input(static (ref Stick i) => ref i.X);

        AssertRefused("input.X needs a Range", builder);
    }

    [Test]
    public void InputIntNeedsARange()
    {
        var builder = WithAvatar();
        builder.Input(static (ref Stick i) => ref i.Weapon);

        AssertRefused("input.Weapon needs a Range", builder);
    }

    [Test]
    public void WrongInputRangeIsNamed() =>
        Assert.That(() => WithAvatar().Input(static (ref Stick i) => ref i.X).Range(1, -1, 0.1), Throws.ArgumentException.With.Message.Contains("input.X needs min < max"));

    [Test]
    public void InputNeedsAField()
    {
        var builder = new SchemaBuilder<Stick, Ship>();
        builder.Avatar("ship").Int(static (ref Ship s) => ref s.Health, 0, 100);

        AssertRefused("an input has 1 to 16 fields", builder);
    }

    [Test]
    public void SeventeenInputFieldsAreRefused()
    {
        var builder = WithAvatar(); // One input field is there already.
        for (var i = 0; i < 16; i++)
        {
            builder.Input(static (ref Stick s) => ref s.Fire);
        }

        AssertRefused("an input has 1 to 16 fields", builder);
    }

    private static void AssertRefused(string why, SchemaBuilder<Stick, Ship> builder) =>
        Assert.That(() => builder.Build(), Throws.ArgumentException.With.Message.Contains(why));

    private static SchemaBuilder<Stick, Ship> WithInput()
    {
        var builder = new SchemaBuilder<Stick, Ship>();
        builder.Input(static (ref Stick i) => ref i.Fire);
        return builder;
    }

    private static SchemaBuilder<Stick, Ship> WithAvatar()
    {
        var builder = WithInput();
        builder.Avatar("ship").Int(static (ref Ship s) => ref s.Health, 0, 100);
        return builder;
    }

    private static void EightKinds<T>(SchemaBuilder<Stick, Ship> builder)
    {
        Kind<T, bool>(builder);
        Kind<T, byte>(builder);
        Kind<T, sbyte>(builder);
        Kind<T, short>(builder);
        Kind<T, ushort>(builder);
        Kind<T, int>(builder);
        Kind<T, uint>(builder);
        Kind<T, long>(builder);
    }

    private static void Kind<TFirst, TSecond>(SchemaBuilder<Stick, Ship> builder) =>
        builder.Entity<Pair<TFirst, TSecond>>($"{typeof(TFirst).Name}-{typeof(TSecond).Name}").Int(static (ref Pair<TFirst, TSecond> p) => ref p.Size, 0, 9);
}
