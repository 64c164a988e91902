using CsCheck;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Simulation.Numerics;

public sealed class TrigTests
{
    // Half a float's own step next to 1, and a little for the polynomial.
    private const double ErrorMax = 6.0e-8;
    private const double AngleErrorMax = 1.3e-7;

    private static readonly Gen<float> Angle = Gen.OneOf(Gen.Float[-10, 10], Gen.Float[-1_000_000, 1_000_000], Gen.Float[-1e-6f, 1e-6f]);
    private static readonly Gen<float> AnyFloat = Gen.UInt.Select(BitConverter.UInt32BitsToSingle);

    [Test]
    public void SineIsThatOfTheLibrary() =>
        Angle.Sample(a => Assert.That(Math.Abs(Trig.Sin(a) - Math.Sin(a)), Is.LessThan(ErrorMax), $"sin {a:R}"), iter: 20_000);

    [Test]
    public void CosineIsThatOfTheLibrary() =>
        Angle.Sample(a => Assert.That(Math.Abs(Trig.Cos(a) - Math.Cos(a)), Is.LessThan(ErrorMax), $"cos {a:R}"), iter: 20_000);

    [Test]
    public void SmallSinesKeepTheirRelativePrecision() =>
        Gen.Float[1e-20f, 0.5f].Sample(a => Math.Abs((Trig.Sin(a) / Math.Sin(a)) - 1) < 1.2e-7, iter: 5_000);

    [Test]
    public void ArcTangentIsThatOfTheLibrary() =>
        Gen.Select(Gen.Float[-100, 100], Gen.Float[-100, 100]).Sample(
            (y, x) => Assert.That(Math.Abs(Trig.Atan2(y, x) - Math.Atan2(y, x)), Is.LessThan(AngleErrorMax), $"atan2 {y:R} {x:R}"), iter: 20_000);

    [Test]
    public void ArcTangentUndoesSineAndCosine() =>
        Gen.Float[-3.14f, 3.14f].Sample(a => Math.Abs(Trig.Atan2(Trig.Sin(a), Trig.Cos(a)) - a) < 4e-7, iter: 5_000);

    [TestCase(0f, 1f, 0)]
    [TestCase(1f, 0f, Math.PI / 2)]
    [TestCase(0f, -1f, Math.PI)]
    [TestCase(-1f, 0f, -Math.PI / 2)]
    [TestCase(-1f, -1f, -3 * Math.PI / 4)]
    public void ArcTangentKnowsItsQuadrants(float y, float x, double angle) => Assert.That(Trig.Atan2(y, x), Is.EqualTo((float)angle));

    [Test]
    public void ZeroVectorPointsAhead() => Assert.That(BitConverter.SingleToInt32Bits(Trig.Atan2(-0f, -0f)), Is.Zero);

    [Test]
    public void SineOfAnyFiniteAngleStaysWithinOne() =>
        AnyFloat.Where(float.IsFinite).Sample(a => Math.Abs(Trig.Sin(a)) <= 1 && Math.Abs(Trig.Cos(a)) <= 1, iter: 20_000);

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity)]
    public void NoAngleGivesNoNumber(float angle)
    {
        Assert.That(Trig.Sin(angle), Is.NaN);
        Assert.That(Trig.Cos(angle), Is.NaN);
    }

    [Test]
    public void NotANumberHasNoDirection() => Assert.That(Trig.Atan2(float.NaN, 1), Is.NaN);

    // Equal on every machine, for ever: a change here is a change of the simulation and of the protocol version.
    [TestCase(0.1f, 0x3DCC7577u, 0x3F7EB898u)]
    [TestCase(1f, 0x3F576AA4u, 0x3F0A5140u)]
    [TestCase(2.5f, 0x3F193578u, 0xBF4D17BFu)]
    [TestCase(-4f, 0x3F41BDCFu, 0xBF275530u)]
    [TestCase(100f, 0xBF01A12Eu, 0x3F5CC0EEu)]
    [TestCase(123456.7f, 0xBF7FD9B9u, 0xBD0BF8C5u)]
    public void SineAndCosineHaveTheseBits(float angle, uint sine, uint cosine)
    {
        Assert.That(BitConverter.SingleToUInt32Bits(Trig.Sin(angle)), Is.EqualTo(sine));
        Assert.That(BitConverter.SingleToUInt32Bits(Trig.Cos(angle)), Is.EqualTo(cosine));
    }

    [TestCase(1f, 2f, 0x3EED6338u)]
    [TestCase(-3f, 0.5f, 0xBFB3EC43u)]
    [TestCase(7f, -7.5f, 0x401900A2u)]
    [TestCase(-0.001f, -40f, 0xC0490F72u)]
    public void ArcTangentHasTheseBits(float y, float x, uint angle) =>
        Assert.That(BitConverter.SingleToUInt32Bits(Trig.Atan2(y, x)), Is.EqualTo(angle));
}
