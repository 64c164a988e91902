using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GameServer.Sockets;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>
/// The two system calls over and over, with nothing of ours around them and always the same: 64 datagrams of 200 bytes to and from 64
/// sockets. What <see cref="SocketLimit"/> says is held against it.
/// </summary>
internal static unsafe class StandAloneLoop
{
    private const int Count = 64;
    private const int Bytes = 200;
    private const int Rounds = 2000;

    /// <summary>Nanoseconds of CPU time per datagram, the mean of sending and receiving.</summary>
    public static double Measure()
    {
        using var server = Open();
        var others = Array.ConvertAll(new Socket[Count], static _ => Open());
        var messages = (BatchMessage*)NativeMemory.AllocZeroed(Count, (nuint)sizeof(BatchMessage));
        var vectors = (IoVector*)NativeMemory.AllocZeroed(Count, (nuint)sizeof(IoVector));
        var names = (SocketName*)NativeMemory.AllocZeroed(Count, (nuint)sizeof(SocketName));
        var data = (byte*)NativeMemory.AllocZeroed(Count, Bytes);
        for (var i = 0; i < Count; i++)
        {
            vectors[i] = new IoVector { Begin = data + (i * Bytes), Bytes = Bytes };
            messages[i].Header = new MessageHeader { Name = names + i, Vectors = vectors + i, VectorCount = 1 };
        }

        var taken = 0L;
        for (var round = -Rounds / 4; round < Rounds; round++)
        {
            for (var i = 0; i < Count; i++)
            {
                names[i] = SocketName.Of(others[i].LocalEndPoint!.Serialize());
                messages[i].Header.NameBytes = names[i].Length;
            }

            taken = round == 0 ? 0 : taken;
            taken += Round(server, others, messages);
        }

        NativeMemory.Free(messages);
        NativeMemory.Free(vectors);
        NativeMemory.Free(names);
        NativeMemory.Free(data);
        Array.ForEach(others, static other => other.Dispose());
        return taken / (2.0 * Rounds * Count);
    }

    private static long Round(Socket server, Socket[] others, BatchMessage* messages)
    {
        Span<byte> scratch = stackalloc byte[Bytes];
        var begun = ThreadTime.Now;
        var sent = SocketCalls.Send(server.Handle, messages, Count);
        var taken = ThreadTime.Now - begun;
        foreach (var other in others)
        {
            other.Receive(scratch);
            other.SendTo(scratch, SocketFlags.None, server.LocalEndPoint!.Serialize());
        }

        begun = ThreadTime.Now;
        var received = SocketCalls.Receive(server.Handle, messages, Count);
        taken += ThreadTime.Now - begun;
        return sent == Count && received == Count ? taken : throw new InvalidOperationException($"{sent} of {Count} datagrams went, {received} came.");
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
