using System.Globalization;
using GameServer.Protocol.Tokens;

namespace GameServer.Hosting;

/// <summary>Reads the keys that connect tokens are sealed with. Stateless.</summary>
internal static class TokenKeyList
{
    /// <summary>Entries <c>id:secret</c> separated by spaces; false with what is wrong, which never shows a secret.</summary>
    public static bool TryParse(string text, out IReadOnlyList<TokenKey> keys, out string problem)
    {
        var read = new List<TokenKey>();
        (keys, problem) = (read, "");
        foreach (var entry in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var secret = new byte[TokenKey.SecretBytes];
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !uint.TryParse(entry.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                problem = "each entry begins with the key's number and a colon";
            }
            else if (!Convert.TryFromBase64String(entry[(colon + 1)..], secret, out var length) || length != TokenKey.SecretBytes)
            {
                problem = $"behind the colon stand {TokenKey.SecretBytes} bytes in base64";
            }
            else if (read.Exists(key => key.Id == id))
            {
                problem = $"the number {id} is there twice";
            }
            else
            {
                read.Add(new TokenKey(id, secret));
                continue;
            }

            return false;
        }

        return true;
    }
}
