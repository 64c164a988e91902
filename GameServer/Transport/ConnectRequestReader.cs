using System.Buffers.Binary;

namespace GameServer.Transport;

/// <summary>
/// A connect request as it lies in the datagram: LiteNetLib's 18 bytes (kind, protocol 13, connect time, peer id, length of the
/// target address), that address, then ours: magic 'GS01', cookie (zeros when the client has none yet), hello.
/// </summary>
internal readonly ref struct ConnectRequestReader
{
    /// <summary>Kind, the connect time it belongs to, then the data of a disconnect.</summary>
    internal const int AnswerHeaderBytes = 9;

    /// <summary>First byte of the data in an answer to a connect request: a cookie follows, or the goodbye of a refusal.</summary>
    internal const byte CookieTag = 1;
    internal const byte RefusalTag = 2;

    internal const int MagicBytes = 4;

    private const uint Magic = 0x3130_5347; // "GS01", little endian
    private const int ProtocolId = 13;
    private const int LibraryBytes = 18;
    private const int TimeOffset = 5;
    private const int AddressLengthOffset = 17;

    private readonly ReadOnlySpan<byte> datagram;
    private readonly int ours;

    private ConnectRequestReader(ReadOnlySpan<byte> datagram, int ours)
    {
        this.datagram = datagram;
        this.ours = ours;
    }

    internal ReadOnlySpan<byte> Cookie => datagram.Slice(ours + MagicBytes, AddressCookie.Bytes);

    internal static bool TryRead(ReadOnlySpan<byte> datagram, out ConnectRequestReader request)
    {
        request = default;
        if (datagram.Length < LibraryBytes || BinaryPrimitives.ReadInt32LittleEndian(datagram[1..]) != ProtocolId)
        {
            return false;
        }

        int addressBytes = datagram[AddressLengthOffset];
        var ours = LibraryBytes + addressBytes;
        if (addressBytes is not (16 or 28) || datagram.Length < ours + MagicBytes + AddressCookie.Bytes)
        {
            return false;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(datagram[ours..]) != Magic)
        {
            return false;
        }

        request = new ConnectRequestReader(datagram, ours);
        return true;
    }

    /// <summary>
    /// Our part alone, as the library hands it over: the hello, and how long a goodbye may be so that the answer stays
    /// below the question.
    /// </summary>
    internal static ReadOnlySpan<byte> Hello(ReadOnlySpan<byte> data, out int goodbyeBytesMax)
    {
        goodbyeBytesMax = LibraryBytes + 16 + data.Length - AnswerHeaderBytes - 1;
        return data[(MagicBytes + AddressCookie.Bytes)..];
    }

    /// <summary>Writes what LiteNetLib's RejectForce would send: a disconnect that names the request's number and time.</summary>
    internal int WriteChallenge(Span<byte> answer, ReadOnlySpan<byte> cookie)
    {
        answer[0] = (byte)((byte)PacketKind.Disconnect | (PacketHeader.ConnectionNumberOf(datagram[0]) << 5));
        datagram.Slice(TimeOffset, sizeof(long)).CopyTo(answer[1..]);
        answer[AnswerHeaderBytes] = CookieTag;
        cookie.CopyTo(answer[(AnswerHeaderBytes + 1)..]);
        return AnswerHeaderBytes + 1 + cookie.Length;
    }
}
