using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Datagrams;

/// <summary>
/// Which datagrams a receiver has applied: the newest sequence number, and 64 bits for those before it (bit 0 = newest - 1).
/// Sequence numbers begin at 1; newest 0 means none yet.
/// </summary>
/// <param name="Newest">The newest applied datagram.</param>
/// <param name="Before">The 64 before it.</param>
public readonly record struct AckField(ulong Newest, ulong Before)
{
    /// <summary>Datagrams that a field tells of: the newest and 64 more.</summary>
    public const int Window = 65;

    /// <summary>Whether it says that the datagram was applied.</summary>
    public bool Has(ulong sequence) =>
        sequence == Newest ? Newest != 0 : sequence < Newest && Newest - sequence < Window && ((Before >> (int)(Newest - sequence - 1)) & 1) != 0;

    /// <summary>The field after one more datagram was applied; one that left the window changes nothing.</summary>
    public AckField With(ulong sequence)
    {
        if (sequence > Newest)
        {
            var shift = sequence - Newest;
            var before = shift > 64 ? 0 : shift == 64 ? 0 : Before << (int)shift;
            return new AckField(sequence, Newest == 0 || shift > 64 ? before : before | (1UL << (int)(shift - 1)));
        }

        var back = Newest - sequence;
        return back is 0 or >= Window ? this : this with { Before = Before | (1UL << (int)(back - 1)) };
    }

    /// <summary>Writes it: 16 bits of the newest, then one bit when all 64 before are there, else the 64 bits.</summary>
    public void Write(ref BitWriter writer)
    {
        writer.Write((uint)Newest, LowBits.Count);
        var all = Before == ulong.MaxValue;
        writer.Write(all);
        if (!all)
        {
            writer.Write((uint)Before, 32);
            writer.Write((uint)(Before >> 32), 32);
        }
    }

    /// <summary>Reads it. <paramref name="around"/> is the newest sequence number that was sent.</summary>
    public static AckField Read(ref BitReader reader, ulong around)
    {
        var newest = LowBits.Complete(reader.Read(LowBits.Count), around);
        if (reader.ReadBit())
        {
            return new AckField(newest, ulong.MaxValue);
        }

        ulong before = reader.Read(32);
        return new AckField(newest, before | ((ulong)reader.Read(32) << 32));
    }
}
