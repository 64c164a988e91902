using System.Globalization;

namespace GameServer.Benchmarks.Processes;

/// <summary>A value as a word of a command line: the same in every culture. Stateless.</summary>
internal static class Argument
{
    public static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
