namespace GameServer.Simulation.Schemas;

/// <summary>Finds the field's name in the text of the lambda that points at it, for desync reports and error messages.</summary>
internal static class FieldName
{
    public static string From(string? expression)
    {
        if (string.IsNullOrEmpty(expression))
        {
            return "field";
        }

        var at = expression!.LastIndexOf("ref ", StringComparison.Ordinal);
        var path = at < 0 ? expression : expression[(at + 4)..];
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return (dot < 0 ? path : path[(dot + 1)..]).Trim();
    }
}
