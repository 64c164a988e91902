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
        catch (SocketException)
        {
            // Falls through: what is left is for both the same to an operator.
        }

        return "it is in use or not permitted";
    }
}
