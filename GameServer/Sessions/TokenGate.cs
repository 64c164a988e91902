using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Tokens;

namespace GameServer.Sessions;

/// <summary>Reads connect tokens with the server's keys and counts those that it refuses. Owned by the shard's thread.</summary>
internal sealed class TokenGate(TokenKeyRing keys, TimeProvider time)
{
    private readonly long[] refused = new long[Enum.GetValues<TokenRefusal>().Length];

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>How often a token was refused for this reason.</summary>
    public long Refused(TokenRefusal reason) => refused[(int)reason];

    public bool TryOpen(ReadOnlySpan<byte> token, [NotNullWhen(true)] out TokenGrant? grant, out string detail)
    {
        if (keys.TryOpen(token, Now, out grant, out var refusal))
        {
            detail = "";
            return true;
        }

        refused[(int)refusal]++;
        detail = refusal switch
        {
            TokenRefusal.Expired => "The connect token has expired.",
            TokenRefusal.UnknownKey => "The connect token was made with a key that this server does not hold.",
            TokenRefusal.TooLongLived => "The connect token lives longer than this server allows.",
            _ => "The connect token is not genuine.",
        };
        return false;
    }
}
