using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>The kernel's struct iovec: one piece of memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    internal void* Begin;
    internal nuint Bytes;
}

/// <summary>
/// The kernel's struct msghdr on 64-bit machines, 56 bytes. glibc's and musl's declarations differ in the width of two counts and lie
/// in the same bytes on a little-endian machine.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    internal void* Name;
    internal uint NameBytes;
    internal IoVector* Vectors;
    internal nuint VectorCount;
    internal void* Control;
    internal nuint ControlBytes;
    internal int Flags;
}

/// <summary>The kernel's struct mmsghdr, 64 bytes: a message and how many bytes of it went or came.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BatchMessage
{
    internal MessageHeader Header;
    internal uint Bytes;
}
