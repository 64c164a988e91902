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

    internal static byte Of(PacketKind kind, byte connectionNumber) => (byte)((byte)kind | (connectionNumber << 5));

    internal static byte WithKind(byte first, PacketKind kind) => (byte)((first & ~0x1F) | (byte)kind);

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
            if (parts == MergedPartsMax || !TryReadPart(ref rest, out var part) || !CarriesData(KindOf(part[0])))
            {
                return false;
            }

            if (!MayCarry(part, out reason))
            {
                return false;
            }
        }

        reason = RefusalReason.BadMerge;
        return packet.Length > 1;
    }

    /// <summary>Whether a merged packet is well formed and every part of it begins with this byte.</summary>
    internal static bool IsMergedOf(byte first, ReadOnlySpan<byte> packet)
    {
        var rest = packet[1..];
        var parts = 0;
        while (TryReadPart(ref rest, out var part))
        {
            if (part[0] != first || ++parts > MergedPartsMax)
            {
                return false;
            }
        }

        return parts > 0 && rest.Length == 0;
    }

    /// <summary>Takes the next part, which has at least one byte, off what follows a merged packet's first byte; false when none can be read.</summary>
    internal static bool TryReadPart(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (rest.Length < PartLengthBytes)
        {
            return false;
        }

        var length = rest[0] | (rest[1] << 8);
        if (length == 0 || length > rest.Length - PartLengthBytes)
        {
            return false;
        }

        part = rest.Slice(PartLengthBytes, length);
        rest = rest[(PartLengthBytes + length)..];
        return true;
    }

    private static bool CarriesData(PacketKind kind) =>
        kind is PacketKind.Unreliable or PacketKind.Channeled or PacketKind.ReliableMerged or PacketKind.Ack;
}
