using System.Text.Json;

namespace GameServer.Reports;

/// <summary>What a line of an enumeration is called in JSON and in metrics. Stateless.</summary>
internal static class FigureName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
