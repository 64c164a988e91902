using System.Net;
using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>
/// An address and port as the kernel writes them: sockaddr_in (16 bytes) or sockaddr_in6 (28 bytes), what is not used being zero.
/// Equal names are equal bytes, as they are in <see cref="SocketAddress"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SocketName
{
    internal const int BytesMax = 28;

    private const int V4Bytes = 16;
    private const ushort FamilyV6 = 10;

    // Family, port, and the IPv4 address or IPv6's flow; then for IPv6 the address and its scope.
    private readonly ulong head;
    private readonly ulong addressHead;
    private readonly ulong addressTail;
    private readonly uint scope;

    /// <summary>Bytes of it that the kernel is to read.</summary>
    internal uint Length => IsV6 ? BytesMax : (uint)V4Bytes;

    internal bool IsV6 => (ushort)head == FamilyV6;

    internal static SocketName Of(SocketAddress address)
    {
        var name = default(SocketName);
        address.Buffer.Span[..Math.Min(address.Size, BytesMax)].CopyTo(MemoryMarshal.AsBytes(new Span<SocketName>(ref name)));
        return name;
    }

    internal void CopyTo(SocketAddress address)
    {
        address.Size = (int)Length;
        MemoryMarshal.AsBytes(new ReadOnlySpan<SocketName>(in this))[..address.Size].CopyTo(address.Buffer.Span);
    }

    // Keyed with a secret of this process, so that nobody can choose addresses that collide.
    public override int GetHashCode() => HashCode.Combine(head, addressHead, addressTail, scope);
}
