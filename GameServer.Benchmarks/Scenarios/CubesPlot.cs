using System.Globalization;
using System.Text;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>Bytes per frame at one baseline age.</summary>
internal readonly record struct BytesAtAge(int Age, double Modelled, double BuiltIn, double MaskVarint, bool IsVerified);

/// <summary>Draws bytes per frame against the baseline's age as SVG: one picture that shows on any page, without a library.</summary>
internal static class CubesPlot
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 70;
    private const int Right = 190;
    private const int Top = 20;
    private const int Bottom = 60;
    private const double MsPerTick = 1000.0 / CubesOptions.TickRate;

    private static readonly (string Name, string Color, Func<BytesAtAge, double> Bytes)[] Lines =
    [
        ("change masks, varints", "#888888", static at => at.MaskVarint),
        ("ours, built-in", "#2a78c0", static at => at.BuiltIn),
        ("ours, model", "#c0392b", static at => at.Modelled),
    ];

    /// <param name="ages">Rising.</param>
    public static string Draw(IReadOnlyList<BytesAtAge> ages)
    {
        var bytesMax = ages.Max(static at => Lines.Max(line => line.Bytes(at)));
        var step = StepFor(bytesMax);
        var top = Math.Ceiling(bytesMax / step) * step;
        var ageMax = ages[^1].Age;
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        Add(svg, $"""<rect width="{Width}" height="{Height}" fill="#ffffff"/>""");
        for (var bytes = 0.0; bytes <= top; bytes += step)
        {
            Add(svg, $"""<path d="M{Left} {Y(bytes, top):F1}H{Width - Right}" stroke="#dddddd"/>""");
            Add(svg, $"""<text x="{Left - 8}" y="{Y(bytes, top) + 4:F1}" text-anchor="end">{bytes:F0}</text>""");
        }

        var lastLabel = double.NegativeInfinity;
        foreach (var at in ages)
        {
            Add(svg, $"""<path d="M{X(at.Age, ageMax):F1} {Height - Bottom}v5" stroke="#000000"/>""");

            // Two numbers need some room each.
            if (X(at.Age, ageMax) - lastLabel >= 15)
            {
                lastLabel = X(at.Age, ageMax);
                Add(svg, $"""<text x="{lastLabel:F1}" y="{Height - Bottom + 18}" text-anchor="middle">{at.Age}</text>""");
            }
        }

        Add(svg, $"""<text x="{(Left + Width - Right) / 2}" y="{Height - 15}" text-anchor="middle">age of the baseline, ticks of {MsPerTick:F1} ms</text>""");
        Add(svg, $"""<text x="18" y="{(Top + Height - Bottom) / 2}" text-anchor="middle" transform="rotate(-90 18 {(Top + Height - Bottom) / 2})">bytes per frame of 901 cubes</text>""");
        foreach (var line in Lines)
        {
            Draw(svg, line, ages, top);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, (string Name, string Color, Func<BytesAtAge, double> Bytes) line, IReadOnlyList<BytesAtAge> ages, double top)
    {
        var points = ages.Select(at => (X: X(at.Age, ages[^1].Age), Y: Y(line.Bytes(at), top))).ToArray();
        var path = string.Join(' ', points.Select(static p => string.Create(CultureInfo.InvariantCulture, $"{p.X:F1},{p.Y:F1}")));
        Add(svg, $"""<polyline points="{path}" fill="none" stroke="{line.Color}" stroke-width="2"/>""");
        foreach (var (x, y) in points)
        {
            Add(svg, $"""<circle cx="{x:F1}" cy="{y:F1}" r="3" fill="{line.Color}"/>""");
        }

        Add(svg, $"""<text x="{points[^1].X + 10:F1}" y="{points[^1].Y + 4:F1}" fill="{line.Color}">{line.Name}</text>""");
    }

    // A step of 1, 2 or 5 times a power of ten, so that there are five to twelve of them.
    private static double StepFor(double max)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(max / 5)));
        return max / power >= 50 ? 5 * power : max / power >= 20 ? 2 * power : power;
    }

    private static double X(int age, int ageMax) => Left + ((Width - Left - Right) * (double)age / ageMax);

    private static double Y(double bytes, double top) => Height - Bottom - ((Height - Top - Bottom) * bytes / top);

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
