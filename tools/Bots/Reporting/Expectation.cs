using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GameServer.Tools.Bots.Reporting;

/// <summary>A stated expectation of a report: <c>snapshotAgeMs.p99&lt;100</c>. Immutable.</summary>
public sealed record Expectation
{
    // Longer ones first, or "<=" would be read as "<" and a number that begins with "=".
    private static readonly string[] Comparisons = ["<=", ">=", "==", "<", ">"];

    private readonly string path;
    private readonly string comparison;
    private readonly double bound;

    private Expectation(string path, string comparison, double bound) => (this.path, this.comparison, this.bound) = (path, comparison, bound);

    /// <summary>Reads an expectation; false when it is none. <c>true</c> and <c>false</c> count as 1 and 0.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Expectation? expectation)
    {
        expectation = null;
        foreach (var comparison in Comparisons)
        {
            var at = text.IndexOf(comparison, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var path = text[..at].Trim();
            if (IsPath(path) && TryParseBound(text[(at + comparison.Length)..].Trim(), out var bound))
            {
                expectation = new Expectation(path, comparison, bound);
            }

            return expectation is not null;
        }

        return false;
    }

    /// <summary>Whether a report of that form has a place that this speaks of.</summary>
    public bool IsAbout(JsonObject form) => TryFind(form, out _);

    /// <summary>Null when it holds, else one line that says what was found instead.</summary>
    public string? FailureIn(JsonObject report)
    {
        if (!TryFind(report, out var node) || Value(node) is not { } value)
        {
            return $"expected {this}: not measured";
        }

        var holds = comparison switch
        {
            "<" => value < bound,
            "<=" => value <= bound,
            ">" => value > bound,
            ">=" => value >= bound,
            _ => value == bound,
        };
        return holds ? null : string.Create(CultureInfo.InvariantCulture, $"expected {this}: it is {value}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{path} {comparison} {bound}");

    private static bool IsPath(string text) => text.Length > 0 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '.');

    private static bool TryParseBound(string text, out double bound)
    {
        bound = text == "true" ? 1 : 0;
        return text is "true" or "false" || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound) && double.IsFinite(bound));
    }

    private static double? Value(JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue(out bool flag) ? (flag ? 1 : 0)
        : value.TryGetValue(out double number) ? number
        : value.TryGetValue(out long count) ? count
        : value.TryGetValue(out int small) ? small
        : null;

    private bool TryFind(JsonObject report, out JsonNode? node)
    {
        node = report;
        foreach (var step in path.Split('.'))
        {
            switch (node)
            {
                case JsonObject inner when inner.TryGetPropertyValue(step, out node):
                    break;
                case JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count:
                    node = list[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
