using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class SchemaHashTests
{
    private struct Stick
    {
        public float X, Y;
        public bool Fire;
    }

    private struct Ship
    {
        public Vector2 Position, Velocity;
        public float Heading, Fuel;
        public int Health, Score;
        public bool Shield;
        public EntityId Target;
        public Quaternion Rotation;
    }

    private struct Vessel
    {
        public Vector2 Place, Speed;
        public float Course, Tank;
        public int Hull, Points;
    }

    private struct Rock
    {
        public int Size;
    }

    /// <summary>The declaration that the tests vary, one thing at a time.</summary>
    private sealed record Declared
    {
        public double Range { get; init; } = 512;
        public double Step { get; init; } = 1 / 128.0;
        public double VelocityRange { get; init; } = 64;
        public double VelocityStep { get; init; } = 1 / 32.0;
        public bool HasVelocity { get; init; } = true;
        public int HeadingBits { get; init; } = 12;
        public bool HeadingIntegrated { get; init; }
        public double FuelMin { get; init; }
        public double FuelMax { get; init; } = 10;
        public double FuelStep { get; init; } = 0.1;
        public bool FuelIntegrated { get; init; }
        public int HealthMin { get; init; }
        public int HealthMax { get; init; } = 100;
        public bool HealthRare { get; init; }
        public bool ScoreFirst { get; init; }
        public bool ScoreOwnerOnly { get; init; }
        public string Avatar { get; init; } = "ship";
        public string Rock { get; init; } = "rock";
        public double InputRange { get; init; } = 1;
        public double InputStep { get; init; } = 1 / 127.0;
        public bool InputSwapped { get; init; }
        public bool Press { get; init; }
        public Action<EntityBuilder<Ship>> More { get; init; } = static _ => { };
    }

    private static IEnumerable<TestCaseData> Changes()
    {
        var all = new (string What, Declared To)[]
        {
            ("position range", new() { Range = 256 }),
            ("position step", new() { Step = 1 / 64.0 }),
            ("position range and step together", new() { Range = 1024, Step = 1 / 64.0 }),
            ("all ranges and steps together", new() { Range = 1024, Step = 1 / 64.0, VelocityRange = 128, VelocityStep = 1 / 16.0 }),
            ("velocity range", new() { VelocityRange = 32 }),
            ("velocity step", new() { VelocityStep = 1 / 16.0 }),
            ("velocity left out", new() { HasVelocity = false }),
            ("angle bits", new() { HeadingBits = 11 }),
            ("angle integrated", new() { HeadingIntegrated = true }),
            ("float minimum", new() { FuelMin = 1 }),
            ("float maximum", new() { FuelMax = 9 }),
            ("float step", new() { FuelStep = 0.2 }),
            ("float maximum and step together", new() { FuelMax = 20, FuelStep = 0.2 }),
            ("float integrated", new() { FuelIntegrated = true }),
            ("int minimum", new() { HealthMin = -1 }),
            ("int maximum", new() { HealthMax = 101 }),
            ("rare", new() { HealthRare = true }),
            ("order", new() { ScoreFirst = true }),
            ("owner only", new() { ScoreOwnerOnly = true }),
            ("avatar's name", new() { Avatar = "shop" }),
            ("kind's name", new() { Rock = "boulder" }),
            ("input range", new() { InputRange = 2 }),
            ("input step", new() { InputStep = 1 / 63.0 }),
            ("input order", new() { InputSwapped = true }),
            ("press", new() { Press = true }),
            ("a flag more", new() { More = b => b.Bool(static (ref Ship s) => ref s.Shield) }),
            ("a reference more", new() { More = b => b.Reference(static (ref Ship s) => ref s.Target) }),
            ("a rotation more", new() { More = b => b.Rotation(static (ref Ship s) => ref s.Rotation, 10) }),
        };
        return all.Select(change => new TestCaseData(change.To).SetArgDisplayNames(change.What));
    }

    [TestCaseSource(nameof(Changes))]
    public void ChangedDeclarationChangesTheHash(object changed) => Assert.That(HashOf((Declared)changed), Is.Not.EqualTo(HashOf(new Declared())));

    [Test]
    public void EveryChangeGivesAHashOfItsOwn() => Assert.That(Changes().Select(change => HashOf((Declared)change.Arguments[0]!)), Is.Unique);

    [Test]
    public void SameDeclarationGivesTheSameHash()
    {
        var here = HashOf(new Declared());
        var there = HashOf(new Declared());

        Assert.That(there, Is.EqualTo(here));
    }

    [Test]
    public void NamesOfFieldsAndTypesAreFree()
    {
        var builder = new SchemaBuilder<Stick, Vessel>();
        DescribeInput(builder, new Declared());
        builder.Avatar("ship")
            .Position(static (ref Vessel v) => ref v.Place, 512, 1 / 128.0, static (ref Vessel v) => ref v.Speed, 64, 1 / 32.0)
            .Angle(static (ref Vessel v) => ref v.Course, 12)
            .Float(static (ref Vessel v) => ref v.Tank, 0, 10, 0.1)
            .Int(static (ref Vessel v) => ref v.Hull, 0, 100)
            .Int(static (ref Vessel v) => ref v.Points, 0, 65535);
        builder.Entity<Rock>("rock", 64).Int(static (ref Rock r) => ref r.Size, 1, 9);

        Assert.That(builder.Build().Schema.Hash, Is.EqualTo(HashOf(new Declared())));
    }

    private static ulong HashOf(Declared declared)
    {
        var builder = new SchemaBuilder<Stick, Ship>();
        DescribeInput(builder, declared);
        var ship = builder.Avatar(declared.Avatar);
        FieldRef<Ship, Vector2>? velocity = declared.HasVelocity ? static (ref Ship s) => ref s.Velocity : null;
        ship.Position(static (ref Ship s) => ref s.Position, declared.Range, declared.Step, velocity, declared.VelocityRange, declared.VelocityStep)
            .Angle(static (ref Ship s) => ref s.Heading, declared.HeadingBits, declared.HeadingIntegrated)
            .Float(static (ref Ship s) => ref s.Fuel, declared.FuelMin, declared.FuelMax, declared.FuelStep, declared.FuelIntegrated);
        if (declared.ScoreFirst)
        {
            ship.Int(static (ref Ship s) => ref s.Score, 0, 65535);
        }

        if (declared.HealthRare)
        {
            ship.Rarely();
        }

        ship.Int(static (ref Ship s) => ref s.Health, declared.HealthMin, declared.HealthMax);
        if (declared.ScoreOwnerOnly)
        {
            ship.OwnerOnly();
        }

        if (!declared.ScoreFirst)
        {
            ship.Int(static (ref Ship s) => ref s.Score, 0, 65535);
        }

        declared.More(ship);
        builder.Entity<Rock>(declared.Rock, 64).Int(static (ref Rock r) => ref r.Size, 1, 9);
        return builder.Build().Schema.Hash;
    }

    private static void DescribeInput<TAvatar>(SchemaBuilder<Stick, TAvatar> builder, Declared declared)
        where TAvatar : struct
    {
        if (declared.InputSwapped)
        {
            builder.Input(static (ref Stick i) => ref i.Fire);
        }

        builder.Input(static (ref Stick i) => ref i.X).Range(-declared.InputRange, declared.InputRange, declared.InputStep);
        builder.Input(static (ref Stick i) => ref i.Y).Range(-1, 1, 1 / 127.0);
        if (!declared.InputSwapped)
        {
            var fire = builder.Input(static (ref Stick i) => ref i.Fire);
            if (declared.Press)
            {
                fire.Press();
            }
        }
    }
}
