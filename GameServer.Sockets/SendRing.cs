namespace GameServer.Sockets;

/// <summary>
/// Collects datagrams in native memory that is made once, and hands them to the kernel many at a time. Owned by the socket's thread.
/// What the socket does not take is counted and forgotten: the next snapshot supersedes it.
/// </summary>
internal sealed unsafe class SendRing : IDisposable
{
    private readonly nint socket;
    private readonly int slots;
    private readonly int bytesMax;
    private readonly int slotBytes;
    private readonly NativeBlock memory;
    private readonly BatchMessage* messages;
    private readonly IoVector* vectors;
    private readonly SocketName* names;
    private readonly PacketInfo* infos; // Null where the kernel chooses the sender.
    private readonly byte* data;
    private int used;

    /// <param name="socket">The kernel's number of the socket, which outlives this.</param>
    /// <param name="slots">Datagrams per call at most.</param>
    /// <param name="bytesMax">Longest datagram.</param>
    /// <param name="namesSenders">Whether each datagram says which IPv4 address of this machine it comes from.</param>
    internal SendRing(nint socket, int slots, int bytesMax, bool namesSenders = false)
    {
        (this.socket, this.slots, this.bytesMax) = (socket, slots, bytesMax);
        slotBytes = NativeBlock.Rounded(bytesMax);
        memory = new NativeBlock(
            (slots * (sizeof(BatchMessage) + slotBytes)) + NativeBlock.Rounded(slots * sizeof(IoVector)) + NativeBlock.Rounded(slots * sizeof(SocketName))
            + NativeBlock.Rounded(slots * sizeof(PacketInfo)));
        messages = (BatchMessage*)memory.Give(slots * sizeof(BatchMessage));
        vectors = (IoVector*)memory.Give(slots * sizeof(IoVector));
        names = (SocketName*)memory.Give(slots * sizeof(SocketName));
        data = (byte*)memory.Give(slots * slotBytes);
        infos = namesSenders ? (PacketInfo*)memory.Give(slots * sizeof(PacketInfo)) : null;
        for (var i = 0; i < slots; i++)
        {
            vectors[i].Begin = data + (i * slotBytes);
            messages[i].Header = new MessageHeader { Name = names + i, Vectors = vectors + i, VectorCount = 1 };
            if (infos is not null)
            {
                messages[i].Header.Control = infos + i;
                messages[i].Header.ControlBytes = (nuint)sizeof(PacketInfo);
            }
        }
    }

    /// <summary>System calls made.</summary>
    internal long Calls { get; private set; }

    /// <summary>Calls after which some were left, which are then handed over again.</summary>
    internal long ShortSends { get; private set; }

    /// <summary>Datagrams that the socket did not take.</summary>
    internal long Errors { get; private set; }

    /// <summary>Where the next datagram is to be written; it is sent with those of <see cref="Put"/> only.</summary>
    internal Span<byte> Next => new(data + (used * slotBytes), bytesMax);

    /// <summary>
    /// Keeps what was written to <see cref="Next"/>; sends all when the ring is full. <paramref name="from"/>, where senders are named, is an
    /// IPv4 address as the wire has it.
    /// </summary>
    internal void Put(in SocketName to, int length, uint from = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)bytesMax);
        names[used] = to;
        if (infos is not null)
        {
            infos[used] = PacketInfo.From(from);
        }

        messages[used].Header.NameBytes = to.Length;
        vectors[used].Bytes = (nuint)length;
        used++;
        if (used == slots)
        {
            Flush();
        }
    }

    internal void Flush()
    {
        for (var sent = 0; sent < used;)
        {
            Calls++;
            var taken = SocketCalls.Send(socket, messages + sent, used - sent);
            if (taken > 0)
            {
                sent += taken;
                ShortSends += sent < used ? 1 : 0;
            }
            else if (taken is -SocketCalls.TryAgain or -SocketCalls.NoBufferSpace or -SocketCalls.OutOfMemory or 0)
            {
                // The socket's buffer is full, and a tick's thread does not wait for the network card.
                Errors += used - sent;
                break;
            }
            else if (taken != -SocketCalls.Interrupted)
            {
                // This one alone cannot be sent: no route, or a firewall's word. It must not cost the others theirs.
                Errors++;
                sent++;
            }
        }

        Clear();
    }

    /// <summary>Forgets what was put and not sent.</summary>
    internal void Clear() => used = 0;

    public void Dispose() => memory.Dispose();
}
