using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>
/// The kernel's struct cmsghdr with a struct in_pktinfo behind it, padded to the 32 bytes that a message takes with it: which of this
/// machine's addresses a datagram came to, or is to come from.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PacketInfo
{
    private const int Level = 0; // IPPROTO_IP
    private const int Kind = 8; // IP_PKTINFO
    private const int UsedBytes = 28;

    private readonly nuint length;
    private readonly int level;
    private readonly int kind;
    private readonly int link;
    private readonly uint sender;
    private readonly uint receiver;

    private PacketInfo(uint sender) => (length, level, kind, this.sender) = (UsedBytes, Level, Kind, sender);

    /// <summary>Whether it is one, and not what the kernel said of something else.</summary>
    internal bool IsKnown => length == UsedBytes && level == Level && kind == Kind;

    /// <summary>Where the datagram came to: an IPv4 address as the wire has it.</summary>
    internal uint Receiver => receiver;

    /// <summary>What a datagram that is sent comes from: an IPv4 address as the wire has it, 0 for the kernel's choice.</summary>
    internal static PacketInfo From(uint sender) => new(sender);
}
