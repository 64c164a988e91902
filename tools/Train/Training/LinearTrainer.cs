using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>
/// Grows a tree with a linear guess in each leaf (Quinlan, "Learning with Continuous Classes", 1992) by weighted least squares. A residual's cost
/// on the wire grows like its logarithm, not its square, so large ones weigh less: w = (r^2 + s)^-p, found anew from each round's residuals.
/// </summary>
/// <param name="features">Features of all samples.</param>
/// <param name="allowed">Which may be asked for.</param>
/// <param name="terms">By component, term and sample; components share coefficients.</param>
/// <param name="targets">By component and sample.</param>
/// <param name="units">What one step is, in the targets' unit.</param>
internal sealed class LinearTrainer(IReadOnlyList<FeatureColumn> features, int[] allowed, float[][][] terms, float[][] targets, double units)
{
    private const double Softness = 30;
    private const double Power = 0.85;
    private const int JudgedMax = 20_000;

    private readonly int termCount = terms[0].Length;
    private readonly float[] weights = new float[targets[0].Length];

    public LinearModel Train(int[] samples, int leavesMax)
    {
        Array.Fill(weights, 1f);
        for (var round = 0; round < 4; round++)
        {
            Weigh(samples, Fit(samples));
        }

        var samplesMin = 20 + (samples.Length / 2000);
        var grown = new GrownTree(features, (node, inNode) => Judge(node, inNode, samplesMin));
        var tree = grown.Grow(samples, leavesMax, 1e-9);
        return new LinearModel(tree, termCount, [.. grown.Leaves.SelectMany(FitLeaf)]);
    }

    private IEnumerable<int> FitLeaf(int[] samples)
    {
        var coefficients = Fit(samples);
        for (var round = 0; round < 4; round++)
        {
            Weigh(samples, coefficients);
            coefficients = Fit(samples);
        }

        return coefficients.Select(static c => (int)Math.Clamp(Math.Round(c * (1 << LinearModel.Shift)), -LinearModel.CoefficientMax, LinearModel.CoefficientMax));
    }

    private double[] Fit(int[] samples)
    {
        var sums = new LeastSquares(termCount);
        var products = new double[LeastSquares.WidthFor(termCount)];
        foreach (var i in samples)
        {
            Array.Clear(products);
            Products(products, i);
            sums.Add(products);
        }

        var coefficients = new double[termCount];
        sums.Solve(coefficients);
        return coefficients;
    }

    private void Products(Span<double> products, int sample)
    {
        for (var c = 0; c < targets.Length; c++)
        {
            LeastSquares.Products(products, terms[c], sample, targets[c][sample], weights[sample]);
        }
    }

    private void Weigh(int[] samples, double[] coefficients)
    {
        foreach (var i in samples)
        {
            double sum = 0;
            for (var c = 0; c < targets.Length; c++)
            {
                double residual = targets[c][i];
                for (var t = 0; t < termCount; t++)
                {
                    residual -= coefficients[t] * terms[c][t][i];
                }

                residual /= units;
                sum += residual * residual;
            }

            weights[i] = (float)Math.Pow((sum / targets.Length) + Softness, -Power);
        }
    }

    private Candidate Judge(int node, int[] samples, int samplesMin)
    {
        if (samples.Length < 2 * samplesMin)
        {
            return new Candidate(node, samples, 0, -1, 0);
        }

        var judged = samples.Length <= JudgedMax ? samples : [.. Enumerable.Range(0, JudgedMax).Select(i => samples[(int)((long)i * samples.Length / JudgedMax)])];
        var share = judged.Length / (double)samples.Length;
        var width = LeastSquares.WidthFor(termCount);
        var products = new double[judged.Length * width];
        for (var i = 0; i < judged.Length; i++)
        {
            Products(products.AsSpan(i * width, width), judged[i]);
        }

        var found = new (double Gain, int Bin)[allowed.Length];
        Parallel.For(0, allowed.Length, i => found[i] = Best(features[allowed[i]], judged, products, samplesMin * share));
        var best = Enumerable.Range(0, allowed.Length).MaxBy(i => found[i].Gain);
        return found[best].Gain <= 0 ? new Candidate(node, samples, 0, -1, 0) : new Candidate(node, samples, found[best].Gain / share, allowed[best], found[best].Bin);
    }

    private (double Gain, int Bin) Best(FeatureColumn column, int[] samples, double[] products, double samplesMin)
    {
        var bins = new LeastSquares[column.Count];
        for (var i = 0; i < bins.Length; i++)
        {
            bins[i] = new LeastSquares(termCount);
        }

        var width = LeastSquares.WidthFor(termCount);
        for (var i = 0; i < samples.Length; i++)
        {
            bins[column.Bins[samples[i]]].Add(products.AsSpan(i * width, width));
        }

        var all = new LeastSquares(termCount);
        foreach (var bin in bins)
        {
            all.Add(bin, 1);
        }

        Span<double> coefficients = stackalloc double[termCount];
        var whole = all.Solve(coefficients);
        var left = new LeastSquares(termCount);
        var best = (Gain: 0.0, Bin: 0);
        for (var bin = 0; bin < bins.Length - 1; bin++)
        {
            left.Add(bins[bin], 1);
            all.Add(bins[bin], -1);
            if (bins[bin].Count > 0 && left.Count >= samplesMin && all.Count >= samplesMin)
            {
                var gain = whole - left.Solve(coefficients) - all.Solve(coefficients);
                best = gain > best.Gain ? (gain, bin) : best;
            }
        }

        return best;
    }
}
