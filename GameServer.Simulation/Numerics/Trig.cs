namespace GameServer.Simulation.Numerics;

/// <summary>
/// Trigonometry that gives equal bits on every machine: additions and multiplications of doubles in a fixed order, nothing
/// from the C library. Errors stay below 1e-9 radians and 1e-9 of the result, far under a float's own step.
/// </summary>
public static class Trig
{
    /// <summary>Half a turn in radians.</summary>
    public const float Pi = 3.14159265f;

    /// <summary>A whole turn in radians.</summary>
    public const float Tau = 6.28318531f;

    private const double HalfPi = 1.5707963267948966;
    private const double QuarterPi = 0.78539816339744831;
    private const double TanOfEighthTurn = 0.41421356237309503;

    /// <summary>Sine of an angle in radians; angles up to 10^6 keep their precision. Not a number stays not a number.</summary>
    public static float Sin(float radians)
    {
        var (quadrant, rest) = Reduce(radians);
        return (float)(quadrant switch
        {
            0 => SinNearZero(rest),
            1 => CosNearZero(rest),
            2 => -SinNearZero(rest),
            _ => -CosNearZero(rest),
        });
    }

    /// <summary>Cosine of an angle in radians; see <see cref="Sin"/>.</summary>
    public static float Cos(float radians)
    {
        var (quadrant, rest) = Reduce(radians);
        return (float)(quadrant switch
        {
            0 => CosNearZero(rest),
            1 => -SinNearZero(rest),
            2 => -CosNearZero(rest),
            _ => SinNearZero(rest),
        });
    }

    /// <summary>The angle of the vector (x, y) in radians, -Pi to Pi; 0 for the zero vector.</summary>
    public static float Atan2(float y, float x)
    {
        double ax = Math.Abs((double)x), ay = Math.Abs((double)y);
        if (ax + ay == 0)
        {
            return 0;
        }

        var angle = ay <= ax ? AtanUpToOne(ay / ax) : HalfPi - AtanUpToOne(ax / ay);
        if (x < 0)
        {
            angle = (2 * HalfPi) - angle;
        }

        return (float)(y < 0 ? -angle : angle);
    }

    private static (int Quadrant, double Remainder) Reduce(float radians)
    {
        var turns = Math.Floor((radians / HalfPi) + 0.5);

        // Huge angles have lost their direction; the limit keeps even their sine a sine.
        var rest = Math.Max(-QuarterPi, Math.Min(QuarterPi, radians - (turns * HalfPi)));
        var quadrant = (int)(turns - (4 * Math.Floor(turns / 4)));
        return (quadrant, rest);
    }

    // Taylor polynomials on +-Pi/4; the first omitted terms are below 1e-11.
    private static double SinNearZero(double r)
    {
        var s = r * r;
        return r * (1 + (s * (-1.0 / 6 + (s * (1.0 / 120 + (s * (-1.0 / 5040 + (s * (1.0 / 362880 + (s * (-1.0 / 39916800)))))))))));
    }

    private static double CosNearZero(double r)
    {
        var s = r * r;
        return 1 + (s * (-1.0 / 2 + (s * (1.0 / 24 + (s * (-1.0 / 720 + (s * (1.0 / 40320 + (s * (-1.0 / 3628800 + (s * (1.0 / 479001600))))))))))));
    }

    // atan t = Pi/4 + atan((t - 1) / (t + 1)) keeps the series' argument below tan(Pi/8), where 11 terms leave 1e-10.
    private static double AtanUpToOne(double t)
    {
        var offset = 0.0;
        if (t > TanOfEighthTurn)
        {
            offset = QuarterPi;
            t = (t - 1) / (t + 1);
        }

        var s = t * t;
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2)
        {
            var term = 1.0 / n;
            sum = ((n & 2) != 0 ? -term : term) + (s * sum);
        }

        return offset + (t * sum);
    }
}
