using System.Numerics;

namespace GameServer.Tools.Train.Training;

/// <summary>
/// Sums of weighted linear regressions, solved by elimination. A sample's products are worked out once and then only added, for a tree asks of
/// the same samples feature by feature.
/// </summary>
internal sealed class LeastSquares(int terms)
{
    private readonly double[] sums = new double[WidthFor(terms)];

    public double Count => sums[CountAt(terms)];

    /// <summary>Numbers of one sample: products of the terms, with the target, its square, one; rounded up to whole vectors.</summary>
    public static int WidthFor(int terms) => (CountAt(terms) + Vector<double>.Count) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>Adds a component of a sample to its products.</summary>
    public static void Products(Span<double> products, float[][] values, int sample, double target, double weight)
    {
        var terms = values.Length;
        var at = 0;
        for (var p = 0; p < terms; p++)
        {
            var value = values[p][sample] * weight;
            for (var q = 0; q <= p; q++)
            {
                products[at++] += value * values[q][sample];
            }
        }

        for (var p = 0; p < terms; p++)
        {
            products[at++] += values[p][sample] * weight * target;
        }

        products[at++] += weight * target * target;
        products[at] = 1;
    }

    public void Clear() => Array.Clear(sums);

    public void Add(ReadOnlySpan<double> products)
    {
        for (var i = 0; i < sums.Length; i += Vector<double>.Count)
        {
            (new Vector<double>(sums, i) + new Vector<double>(products[i..])).CopyTo(sums, i);
        }
    }

    public void Add(LeastSquares other, int sign)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += sign * other.sums[i];
        }
    }

    /// <summary>The coefficients, and what squares they leave.</summary>
    public double Solve(Span<double> coefficients)
    {
        Span<double> matrix = stackalloc double[terms * (terms + 1)];
        var width = terms + 1;
        for (int p = 0, at = 0; p < terms; p++)
        {
            for (var q = 0; q <= p; q++, at++)
            {
                (matrix[(p * width) + q], matrix[(q * width) + p]) = (sums[at], sums[at]);
            }
        }

        var targets = sums.AsSpan(terms * (terms + 1) / 2, terms + 1);
        for (var p = 0; p < terms; p++)
        {
            matrix[(p * width) + p] += (1e-6 * matrix[(p * width) + p]) + 1e-6; // Never singular: a term that is always zero gets a zero.
            matrix[(p * width) + terms] = targets[p];
        }

        Eliminate(matrix, terms);
        var left = targets[terms];
        for (var p = 0; p < terms; p++)
        {
            var pivot = matrix[(p * width) + p];
            coefficients[p] = Math.Abs(pivot) < 1e-12 ? 0 : matrix[(p * width) + terms] / pivot;
            left -= coefficients[p] * targets[p];
        }

        return Math.Max(0, left);
    }

    private static int CountAt(int terms) => (terms * (terms + 1) / 2) + terms + 1;

    private static void Eliminate(Span<double> matrix, int terms)
    {
        var width = terms + 1;
        for (var column = 0; column < terms; column++)
        {
            for (var row = 0; row < terms; row++)
            {
                // Positive definite, so the diagonal is its own pivot.
                if (row != column && Math.Abs(matrix[(column * width) + column]) > 1e-12)
                {
                    var factor = matrix[(row * width) + column] / matrix[(column * width) + column];
                    for (var k = column; factor != 0 && k <= terms; k++)
                    {
                        matrix[(row * width) + k] -= factor * matrix[(column * width) + k];
                    }
                }
            }
        }
    }
}
