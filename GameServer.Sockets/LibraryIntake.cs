using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using LiteNetLib;

namespace GameServer.Sockets;

/// <summary>
/// What LiteNetLib keeps to itself and the batched paths need: to hand it a datagram that somebody else received, what it knows of a peer,
/// and to have it work without a socket. The conformance suites go through all of it; where one is missing the portable paths serve. Stateless.
/// </summary>
internal static class LibraryIntake
{
    private const string PacketType = "LiteNetLib.NetPacket, LiteNetLib";

    /// <summary>Whether this version of the library has all of it: it is handed an empty datagram, which it puts back into its pool.</summary>
    internal static bool IsKnown(LiteNetManager library)
    {
        try
        {
            Take(library, default, new IPEndPoint(IPAddress.None, 0));
            TryGetPeer(library, new IPEndPoint(IPAddress.None, 0).Serialize(), out _);
            _ = IsManual(library) && IsRunning(library);
            return IsField("_timeSinceLastPacket", typeof(float)) && IsField("_connectNum", typeof(byte));
        }
        catch (Exception exception) when (exception is MissingMemberException or TypeLoadException)
        {
            return false;
        }
    }

    /// <summary>Has the library deal with a datagram as if it had come out of its own socket. Copies it.</summary>
    internal static void Take(LiteNetManager library, ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        // The size that the library itself asks for: with smaller ones its pool would grow arrays for ever.
        var packet = PoolGetPacket(library, NetConstants.MaxPacketSize);
        datagram.CopyTo(RawData(packet));
        Size(packet) = datagram.Length;
        OnMessageReceived(library, packet, from);
    }

    /// <summary>
    /// Has the library work in manual mode without a socket: all that it gets is <see cref="Take"/>n, and whoever makes it sees to what it
    /// sends. Stopping it ends that.
    /// </summary>
    internal static void BeginWithoutSocket(LiteNetManager library)
    {
        IsManual(library) = true;
        IsRunning(library) = true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern bool TryGetPeer(LiteNetManager library, SocketAddress address, out LiteNetPeer? peer);

    /// <summary>Milliseconds since something valid came from the peer; the library's timeout.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_timeSinceLastPacket")]
    internal static extern ref float Silence(LiteNetPeer peer);

    /// <summary>0 to 3; stands in the first byte of whatever belongs to this connection and not to an earlier one of the same address.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connectNum")]
    internal static extern ref byte ConnectionNumber(LiteNetPeer peer);

    // An accessor of a field cannot be tried without the object, and there is no peer yet.
    private static bool IsField(string name, Type type) =>
        typeof(LiteNetPeer).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.FieldType == type;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_manualMode")]
    private static extern ref bool IsManual(LiteNetManager library);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_isRunning")]
    private static extern ref bool IsRunning(LiteNetManager library);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    [return: UnsafeAccessorType(PacketType)]
    private static extern object PoolGetPacket(LiteNetManager library, int size);

    [UnsafeAccessor(UnsafeAccessorKind.Field)]
    private static extern ref byte[] RawData([UnsafeAccessorType(PacketType)] object packet);

    [UnsafeAccessor(UnsafeAccessorKind.Field)]
    private static extern ref int Size([UnsafeAccessorType(PacketType)] object packet);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void OnMessageReceived(LiteNetManager library, [UnsafeAccessorType(PacketType)] object packet, IPEndPoint from);
}
