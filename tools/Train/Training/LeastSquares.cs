namespace GameServer.Tools.Train.Training;

/// <summary>The sums of a weighted linear regression: added, taken away, solved by elimination with pivots.</summary>
internal sealed class LeastSquares(int terms)
{
    private readonly double[] products = new double[terms * terms];
    private readonly double[] targets = new double[terms];
    private double square;

    public int Count { get; private set; }

    public void Add(float[][] values, int sample, double target, double weight)
    {
        for (var p = 0; p < terms; p++)
        {
            var value = values[p][sample] * weight;
            for (var q = 0; q <= p; q++)
            {
                products[(p * terms) + q] += value * values[q][sample];
            }

            targets[p] += value * target;
        }

        square += weight * target * target;
        Count++;
    }

    public void Add(LeastSquares other, int sign)
    {
        for (var i = 0; i < products.Length; i++)
        {
            products[i] += sign * other.products[i];
        }

        for (var i = 0; i < terms; i++)
        {
            targets[i] += sign * other.targets[i];
        }

        square += sign * other.square;
        Count += sign * other.Count;
    }

    /// <summary>The coefficients, and what squares they leave.</summary>
    public double Solve(out double[] coefficients)
    {
        var matrix = new double[terms, terms + 1];
        for (var p = 0; p < terms; p++)
        {
            for (var q = 0; q < terms; q++)
            {
                matrix[p, q] = products[(Math.Max(p, q) * terms) + Math.Min(p, q)];
            }

            matrix[p, p] += (1e-6 * matrix[p, p]) + 1e-6; // Never singular: a term that is always zero gets a zero.
            matrix[p, terms] = targets[p];
        }

        Eliminate(matrix);
        coefficients = new double[terms];
        var left = square;
        for (var p = 0; p < terms; p++)
        {
            coefficients[p] = Math.Abs(matrix[p, p]) < 1e-12 ? 0 : matrix[p, terms] / matrix[p, p];
            left -= coefficients[p] * targets[p];
        }

        return Math.Max(0, left);
    }

    private void Eliminate(double[,] matrix)
    {
        for (var column = 0; column < terms; column++)
        {
            for (var row = 0; row < terms; row++)
            {
                // Positive definite, so the diagonal is its own pivot.
                if (row != column && Math.Abs(matrix[column, column]) > 1e-12)
                {
                    var factor = matrix[row, column] / matrix[column, column];
                    for (var k = column; factor != 0 && k <= terms; k++)
                    {
                        matrix[row, k] -= factor * matrix[column, k];
                    }
                }
            }
        }
    }
}
