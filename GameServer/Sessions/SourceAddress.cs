using System.Buffers.Binary;
using System.Net;

namespace GameServer.Sessions;

/// <summary>Whom an address counts as: an IPv4 address, or the 64 bits of an IPv6 address that one subscriber holds all below of.</summary>
internal readonly record struct SourceAddress(ulong Bits, bool IsV6)
{
    private const int BytesMax = 16;

    /// <summary>Null for loopback, which only the machine's own users have.</summary>
    public static SourceAddress? Of(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[BytesMax];
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.TryWriteBytes(bytes, out var length) && length == BytesMax
            ? new SourceAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), true)
            : new SourceAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
    }
}
