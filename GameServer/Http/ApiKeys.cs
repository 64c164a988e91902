using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace GameServer.Http;

/// <summary>What a key is good for.</summary>
[Flags]
internal enum ApiScopes
{
    None = 0,

    /// <summary>Make and end rooms, reserve seats.</summary>
    Allocate = 1,

    /// <summary>Look at everything.</summary>
    Read = 2,

    /// <summary>Drain the server.</summary>
    Admin = 4,
}

/// <summary>What a request's key allows.</summary>
internal enum KeyVerdict
{
    Allowed,
    Missing,
    Unknown,
    WrongScope,
}

/// <summary>
/// The bearer keys that the HTTP side knows, as SHA-256 hashes: a key is long and random, so that a slow hash would add nothing.
/// Immutable, any thread.
/// </summary>
internal sealed class ApiKeys
{
    private const string Scheme = "Bearer ";
    private const int NameBytes = 4;

    private readonly List<(byte[] Hash, ApiScopes Scopes)> keys = [];

    private ApiKeys()
    {
    }

    /// <summary>Without keys everybody who reaches the port may do everything; it is then on loopback.</summary>
    public bool IsEmpty => keys.Count == 0;

    /// <summary>
    /// Reads entries separated by spaces, each the 64 hex digits of a key's SHA-256, a colon, and scopes joined by plus signs: allocate,
    /// read, admin. False with what is wrong.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeys? keys, out string problem)
    {
        keys = new ApiKeys();
        problem = "";
        foreach (var entry in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon != 2 * SHA256.HashSizeInBytes || !TryHex(entry[..colon], out var hash))
            {
                problem = $"each entry begins with the {2 * SHA256.HashSizeInBytes} hex digits of a SHA-256 and a colon";
            }
            else if (!TryScopes(entry[(colon + 1)..], out var scopes))
            {
                problem = "behind the colon stand allocate, read or admin, joined by plus signs";
            }
            else
            {
                keys.keys.Add((hash, scopes));
                continue;
            }

            keys = null;
            return false;
        }

        return true;
    }

    /// <summary>What to call the bearer of a header in a log: the first digits of the key's hash, as it is configured. Never the key.</summary>
    public static string NameOf(string? authorization) =>
        authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? $"key {Convert.ToHexStringLower(HashOf(authorization).AsSpan(0, NameBytes))}"
            : "no key";

    /// <summary>Judges the value of an Authorization header.</summary>
    public KeyVerdict Judge(string? authorization, ApiScopes needed)
    {
        if (IsEmpty)
        {
            return KeyVerdict.Allowed;
        }

        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return KeyVerdict.Missing;
        }

        var hash = HashOf(authorization);
        var scopes = ApiScopes.None;
        foreach (var key in keys)
        {
            scopes |= CryptographicOperations.FixedTimeEquals(key.Hash, hash) ? key.Scopes : ApiScopes.None;
        }

        return scopes == ApiScopes.None ? KeyVerdict.Unknown
            : (scopes & needed) == needed ? KeyVerdict.Allowed
            : KeyVerdict.WrongScope;
    }

    private static byte[] HashOf(string authorization) => SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()));

    private static bool TryHex(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    private static bool TryScopes(string text, out ApiScopes scopes)
    {
        scopes = ApiScopes.None;
        foreach (var word in text.Split('+'))
        {
            var scope = word switch
            {
                "allocate" => ApiScopes.Allocate,
                "read" => ApiScopes.Read,
                "admin" => ApiScopes.Admin,
                _ => ApiScopes.None,
            };
            if (scope == ApiScopes.None)
            {
                return false;
            }

            scopes |= scope;
        }

        return true;
    }
}
