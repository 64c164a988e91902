using System.Net;
using System.Net.Sockets;

namespace GameServer.Transport;

/// <summary>Why a UDP port could not be opened: LiteNetLib keeps the reason to itself, so it is asked for once more. Keeps nothing open.</summary>
internal static class BindProblem
{
    /// <summary>The second half of a sentence, without its full stop.</summary>
    internal static string Of(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return $"{address} is not an address of this machine";
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressFamilyNotSupported)
        {
            return $"this machine has no network of the kind of {address}";
        }
        catch (SocketException)
        {
            // What is left is the same to an operator; and so it is when the port has become free in between.
        }

        return "it is in use or not permitted";
    }
}
