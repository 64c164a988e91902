using System.Globalization;

namespace GameServer.Tools.Bots.Commands;

/// <summary>HOST:PORT; an IPv6 address stands in brackets.</summary>
internal readonly record struct ServerAddress(string Host, int Port)
{
    public static bool TryParse(string text, out ServerAddress address)
    {
        address = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
        {
            return false;
        }

        var host = text[..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']') && host.Length > 2;
        if (!isBracketed && host.AsSpan().ContainsAny("[]:"))
        {
            return false;
        }

        address = new ServerAddress(isBracketed ? host[1..^1] : host, port);
        return true;
    }
}
