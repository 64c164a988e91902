using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>
/// Takes in many datagrams with one system call, into native memory that is made once. Owned by the socket's thread. What
/// <see cref="At"/> returns is good until the next <see cref="Receive"/>.
/// </summary>
internal sealed unsafe class ReceiveRing : IDisposable
{
    private const int NameStride = 32;
    private const int SocketLevel = 1;
    private const int DropsOption = 40; // SO_RXQ_OVFL
    private const int ControlBytes = 24; // struct cmsghdr: length (8), level (4), type (4); a count (4), rounded up

    private readonly nint socket;
    private readonly int slotBytes;
    private readonly NativeBlock memory;
    private readonly BatchMessage* messages;
    private readonly byte* control;
    private readonly byte* data;
    private readonly PacketInfo* infos; // Null where nobody asks for the receivers.
    private uint dropsSeen;

    /// <param name="socket">The kernel's number of the socket, which outlives this.</param>
    /// <param name="slots">Datagrams per call at most.</param>
    /// <param name="bytesMax">Bytes kept of a datagram; of a longer one the length tells that it was longer.</param>
    /// <param name="tellsReceivers">Whether to ask of each datagram which address it came to, instead of what was dropped; the socket's IP_PKTINFO is on then.</param>
    internal ReceiveRing(nint socket, int slots, int bytesMax, bool tellsReceivers = false)
    {
        this.socket = socket;
        slotBytes = NativeBlock.Rounded(bytesMax + 1);
        memory = new NativeBlock(
            (slots * (sizeof(BatchMessage) + slotBytes)) + NativeBlock.Rounded(slots * sizeof(IoVector)) + NativeBlock.Rounded(slots * NameStride)
            + NativeBlock.Rounded(ControlBytes) + NativeBlock.Rounded(slots * sizeof(PacketInfo)));
        messages = (BatchMessage*)memory.Give(slots * sizeof(BatchMessage));
        control = (byte*)memory.Give(ControlBytes);
        data = (byte*)memory.Give(slots * slotBytes);
        var vectors = (IoVector*)memory.Give(slots * sizeof(IoVector));
        var names = (byte*)memory.Give(slots * NameStride);
        infos = tellsReceivers ? (PacketInfo*)memory.Give(slots * sizeof(PacketInfo)) : null;
        for (var i = 0; i < slots; i++)
        {
            vectors[i] = new IoVector { Begin = data + (i * slotBytes), Bytes = (nuint)slotBytes };
            messages[i].Header = new MessageHeader { Name = names + (i * NameStride), Vectors = vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>System calls made.</summary>
    internal long Calls { get; private set; }

    /// <summary>Datagrams that the kernel had dropped for want of room in the socket's buffer when it queued the first of a call's; told by SO_RXQ_OVFL.</summary>
    internal long Drops { get; private set; }

    /// <summary>Takes in so many at most; less than that means that no more wait.</summary>
    internal int Receive(int count)
    {
        for (var i = 0; i < count; i++)
        {
            messages[i].Header.NameBytes = NameStride;
        }

        if (infos is not null)
        {
            AskForReceivers(count);
        }
        else
        {
            // One count of drops per call is enough.
            messages[0].Header.Control = control;
            messages[0].Header.ControlBytes = ControlBytes;
        }

        Calls++;
        var received = SocketCalls.Receive(socket, messages, count);
        if (received <= 0)
        {
            return 0;
        }

        if (infos is null)
        {
            ReadDrops();
        }

        return received;
    }

    internal ReadOnlySpan<byte> At(int index, out SocketName from)
    {
        ref readonly var message = ref messages[index];
        from = default;
        new ReadOnlySpan<byte>(message.Header.Name, (int)Math.Min(message.Header.NameBytes, SocketName.BytesMax))
            .CopyTo(MemoryMarshal.AsBytes(new Span<SocketName>(ref from)));
        return new ReadOnlySpan<byte>(data + (index * slotBytes), (int)message.Bytes);
    }

    /// <summary>The IPv4 address that a datagram came to, as the wire has it; 0 where the kernel did not tell.</summary>
    internal uint ReceiverAt(int index) =>
        messages[index].Header.ControlBytes >= (nuint)sizeof(PacketInfo) && infos[index].IsKnown ? infos[index].Receiver : 0;

    public void Dispose() => memory.Dispose();

    private void AskForReceivers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            messages[i].Header.Control = infos + i;
            messages[i].Header.ControlBytes = (nuint)sizeof(PacketInfo);
        }
    }

    private void ReadDrops()
    {
        if (messages[0].Header.ControlBytes < ControlBytes - sizeof(uint)
            || *(int*)(control + 8) != SocketLevel || *(int*)(control + 12) != DropsOption)
        {
            return; // The kernel says nothing as long as there is none.
        }

        var drops = *(uint*)(control + 16);
        Drops += unchecked(drops - dropsSeen);
        dropsSeen = drops;
    }
}
