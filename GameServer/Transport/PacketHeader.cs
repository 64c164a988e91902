namespace GameServer.Transport;

/// <summary>
/// LiteNetLib 2.1's framing, read-only: byte 0 is kind (5 bits), connection number (2 bits), fragment flag (1 bit).
/// The filter must judge a datagram before the library sees it, so the few offsets it needs are named here.
/// </summary>
internal static class PacketHeader
{
    internal const int MergedPartsMax = 64;
    internal const byte OrderedChannel = 2;

    private const int ChannelOffset = 3;
    private const int ChanneledBytes = 4;
    private const int PartLengthBytes = 2;

    internal static PacketKind KindOf(byte first) => (PacketKind)(first & 0x1F);

    internal static byte ConnectionNumberOf(byte first) => (byte)((first >> 5) & 3);

    internal static bool IsFragment(byte first) => (first & 0x80) != 0;

    /// <summary>The shortest packet of a kind that LiteNetLib reads without touching bytes of an earlier one.</summary>
    internal static int BytesMin(PacketKind kind) => kind switch
    {
        PacketKind.Channeled or PacketKind.ReliableMerged or PacketKind.Ack => ChanneledBytes,
        PacketKind.Ping => 3,
        PacketKind.Pong => 11,
        PacketKind.Disconnect => 9,
        _ => 1,
    };

    /// <summary>Whether a packet that carries data, alone or as part of a merged one, may pass.</summary>
    internal static bool MayCarry(ReadOnlySpan<byte> packet, out RefusalReason reason)
    {
        var kind = KindOf(packet[0]);
        reason = RefusalReason.Fragment;
        if (IsFragment(packet[0]))
        {
            return false;
        }

        reason = RefusalReason.Malformed;
        if (packet.Length < BytesMin(kind))
        {
            return false;
        }

        reason = RefusalReason.WrongChannel;
        return kind == PacketKind.Unreliable || packet[ChannelOffset] == OrderedChannel;
    }

    /// <summary>
    /// Walks a merged packet: byte 0, then parts of [length: 2 bytes, little endian][packet]. Only data may be inside: the library
    /// would follow merged packets into each other 470 levels deep, and keeps the buffer of a part it does not know.
    /// </summary>
    internal static bool MayMerge(ReadOnlySpan<byte> packet, out RefusalReason reason)
    {
        var rest = packet[1..];
        for (var parts = 0; rest.Length > 0; parts++)
        {
            reason = RefusalReason.BadMerge;
            if (parts == MergedPartsMax || rest.Length < PartLengthBytes)
            {
                return false;
            }

            var length = rest[0] | (rest[1] << 8);
            rest = rest[PartLengthBytes..];
            if (length == 0 || length > rest.Length || !CarriesData(KindOf(rest[0])))
            {
                return false;
            }

            if (!MayCarry(rest[..length], out reason))
            {
                return false;
            }

            rest = rest[length..];
        }

        reason = RefusalReason.BadMerge;
        return packet.Length > 1;
    }

    private static bool CarriesData(PacketKind kind) =>
        kind is PacketKind.Unreliable or PacketKind.Channeled or PacketKind.ReliableMerged or PacketKind.Ack;
}
