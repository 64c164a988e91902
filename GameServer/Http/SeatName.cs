using System.Globalization;

namespace GameServer.Http;

/// <summary>What the API calls a seat: an s and its number.</summary>
internal static class SeatName
{
    public static string Of(int seat) => string.Create(CultureInfo.InvariantCulture, $"s{seat}");

    public static bool TryRead(string name, out int seat)
    {
        seat = -1;
        return name.Length >= 2 && name[0] == 's' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out seat);
    }
}
