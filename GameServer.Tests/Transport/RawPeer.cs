using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace GameServer.Tests.Transport;

/// <summary>A plain UDP socket on loopback that can speak LiteNetLib's handshake byte by byte, and anything else.</summary>
internal sealed class RawPeer : IDisposable
{
    internal const int CookieOffset = 18 + 16 + 4;
    internal const int CookieBytes = 16;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint server;

    internal RawPeer(int serverPort)
    {
        server = new IPEndPoint(IPAddress.Loopback, serverPort);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    internal int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    internal void Send(params ReadOnlySpan<byte> datagram) => socket.SendTo(datagram, server);

    /// <summary>What waits, oldest first; null when nothing does.</summary>
    internal byte[]? Receive()
    {
        if (!socket.Poll(0, SelectMode.SelectRead))
        {
            return null;
        }

        var buffer = new byte[2048];
        return buffer[..socket.Receive(buffer)];
    }

    internal List<byte[]> ReceiveAll()
    {
        List<byte[]> all = [];
        while (Receive() is { } datagram)
        {
            all.Add(datagram);
        }

        return all;
    }

    /// <summary>A connect request; without a cookie it is a first one.</summary>
    internal static byte[] Request(long time, ReadOnlySpan<byte> cookie = default, int helloBytes = 8, byte connectionNumber = 0)
    {
        var request = new byte[CookieOffset + CookieBytes + helloBytes];
        request[0] = (byte)(6 | (connectionNumber << 5));
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(1), 13);
        BinaryPrimitives.WriteInt64LittleEndian(request.AsSpan(5), time);
        request[17] = 16;
        "GS01"u8.CopyTo(request.AsSpan(18 + 16));
        cookie.CopyTo(request.AsSpan(CookieOffset));
        return request;
    }

    /// <summary>Asks for a cookie and returns it.</summary>
    internal byte[] AskForCookie(Action turn, long time)
    {
        Send(Request(time));
        turn();
        var answer = Receive();
        Assert.That(answer, Has.Length.EqualTo(9 + 1 + CookieBytes));
        Assert.That(answer![0], Is.EqualTo(8));
        Assert.That(BinaryPrimitives.ReadInt64LittleEndian(answer.AsSpan(1)), Is.EqualTo(time));
        Assert.That(answer[9], Is.EqualTo(1));
        return answer[10..];
    }

    /// <summary>The whole handshake. The connection's number is 0, as it stands in what this peer sends.</summary>
    internal void Connect(Action turn, long time = 1000)
    {
        var cookie = AskForCookie(turn, time);
        Send(Request(time + 1, cookie));
        turn();
        Assert.That(Receive(), Has.Length.EqualTo(15));
    }

    public void Dispose() => socket.Dispose();
}
