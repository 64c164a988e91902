using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>
/// AES-256-GCM as one end of a connection would use it: a key for each direction, the sequence number as nonce and in clear, the tag at
/// the end. Its cost is what is wanted; the keys are no secret. Owned by one thread.
/// </summary>
internal sealed class SealPair(int connection, bool isServer) : IDisposable
{
    private const int SequenceBytes = 8;
    private const int TagBytes = 16;

    private readonly AesGcm outbound = new(KeyOf(connection, isServer), TagBytes);
    private readonly AesGcm inbound = new(KeyOf(connection, !isServer), TagBytes);
    private ulong sequence;

    /// <summary>Writes what was sealed to <paramref name="into"/>, which is longer by <see cref="TransportOptions.SealBytes"/>.</summary>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> into)
    {
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, ++sequence);
        nonce[..SequenceBytes].CopyTo(into);
        outbound.Encrypt(nonce, plain, into.Slice(SequenceBytes, plain.Length), into.Slice(SequenceBytes + plain.Length, TagBytes));
    }

    /// <summary>Opens a datagram into <paramref name="into"/> and returns the plain bytes; throws when it is not genuine.</summary>
    public ReadOnlySpan<byte> Open(ReadOnlySpan<byte> datagram, Span<byte> into)
    {
        Span<byte> nonce = stackalloc byte[12];
        datagram[..SequenceBytes].CopyTo(nonce);
        var plain = into[..(datagram.Length - TransportOptions.SealBytes)];
        inbound.Decrypt(nonce, datagram.Slice(SequenceBytes, plain.Length), datagram[^TagBytes..], plain);
        return plain;
    }

    public void Dispose()
    {
        outbound.Dispose();
        inbound.Dispose();
    }

    private static byte[] KeyOf(int connection, bool isDown)
    {
        var key = new byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(key, connection);
        key[^1] = isDown ? (byte)1 : (byte)2;
        return key;
    }
}
