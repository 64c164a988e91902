using System.Buffers.Binary;

namespace GameServer.Client.Transport;

/// <summary>
/// The client's half of the address proof: a request is magic 'GS01', cookie (zeros at first), hello; the server answers a
/// request without a good cookie with the cookie to use. Owned by one transport.
/// </summary>
internal sealed class ConnectRequest
{
    private const uint Magic = 0x3130_5347; // "GS01", little endian
    private const int CookieOffset = 4;
    private const int CookieBytes = 16;
    private const int HelloOffset = CookieOffset + CookieBytes;
    private const byte CookieTag = 1;
    private const byte RefusalTag = 2;

    // A cookie can go stale on a slow line; a server that keeps changing it is not one of ours.
    private const int CookiesMax = 4;

    private readonly byte[] bytes;
    private int cookies;

    internal ConnectRequest(ReadOnlySpan<byte> hello)
    {
        bytes = new byte[HelloOffset + hello.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        hello.CopyTo(bytes.AsSpan(HelloOffset));
    }

    internal ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>True when the answer was a cookie, which the bytes now carry: ask again.</summary>
    internal bool TryTakeCookie(ReadOnlySpan<byte> answer)
    {
        if (answer.Length != 1 + CookieBytes || answer[0] != CookieTag || cookies == CookiesMax)
        {
            return false;
        }

        cookies++;
        answer[1..].CopyTo(bytes.AsSpan(CookieOffset));
        return true;
    }

    /// <summary>The goodbye in a refusal; empty when the answer is none of ours.</summary>
    internal static ReadOnlySpan<byte> Goodbye(ReadOnlySpan<byte> answer) =>
        answer.Length > 0 && answer[0] == RefusalTag ? answer[1..] : default;
}
