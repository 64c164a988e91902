using System.Buffers.Binary;
using System.Net.Sockets;

namespace GameServer.Sockets;

/// <summary>How much may wait in a socket, both ways, and what the kernel is to tell of it. Stateless.</summary>
internal static class SocketBuffers
{
    private const int SolSocket = 1;
    private const int SoSendBufferForce = 32;
    private const int SoReceiveBufferForce = 33;

    /// <summary>Asks for so many bytes, above the system's limits where the process may pass them. Returns what the kernel granted.</summary>
    internal static (int Receive, int Send) Ask(Socket socket, int receiveBytes, int sendBytes)
    {
        socket.ReceiveBufferSize = receiveBytes;
        socket.SendBufferSize = sendBytes;
        if (OperatingSystem.IsLinux() && Granted(socket.ReceiveBufferSize) < receiveBytes)
        {
            TrySet(socket, SoReceiveBufferForce, receiveBytes);
        }

        if (OperatingSystem.IsLinux() && Granted(socket.SendBufferSize) < sendBytes)
        {
            TrySet(socket, SoSendBufferForce, sendBytes);
        }

        return (Granted(socket.ReceiveBufferSize), Granted(socket.SendBufferSize));
    }

    /// <summary>Sets an option of the kernel's by its number, where the process may and the kernel knows it.</summary>
    internal static void TrySet(Socket socket, int option, int number)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(value, number);
        try
        {
            socket.SetRawSocketOption(SolSocket, option, value);
        }
        catch (SocketException)
        {
            // Not privileged, or an older kernel: what was granted is reported.
        }
    }

    // Linux answers with the double, its own bookkeeping included.
    private static int Granted(int answer) => OperatingSystem.IsLinux() ? answer / 2 : answer;
}
