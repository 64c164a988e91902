using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace GameServer.Transport;

/// <summary>
/// Proves that a client receives at the address it sends from, and keeps nothing for it: HMAC-SHA256, cut to 16 bytes, over
/// (address, port, time bucket) with a secret of this start. Good for the current and the previous bucket.
/// </summary>
internal sealed class AddressCookie(TimeProvider time, TimeSpan bucket, ReadOnlySpan<byte> secret)
{
    internal const int Bytes = 16;
    internal const int SecretBytes = 32;

    private const int MessageBytesMax = 16 + sizeof(ushort) + sizeof(long);

    private readonly byte[] key = secret.Length == SecretBytes
        ? secret.ToArray()
        : throw new ArgumentException($"The secret must be {SecretBytes} bytes.", nameof(secret));

    // Monotonic: a wall clock that is set must not invalidate every handshake under way.
    private readonly long bucketTicks = Math.Max(1, (long)(bucket.TotalSeconds * time.TimestampFrequency));

    internal void Write(IPEndPoint address, Span<byte> cookie) => Write(address, CurrentBucket, cookie);

    internal bool IsValid(IPEndPoint address, ReadOnlySpan<byte> cookie)
    {
        Span<byte> expected = stackalloc byte[Bytes];
        var current = CurrentBucket;
        Write(address, current, expected);
        if (CryptographicOperations.FixedTimeEquals(expected, cookie))
        {
            return true;
        }

        Write(address, current - 1, expected);
        return CryptographicOperations.FixedTimeEquals(expected, cookie);
    }

    private long CurrentBucket => time.GetTimestamp() / bucketTicks;

    private void Write(IPEndPoint address, long bucketNumber, Span<byte> cookie)
    {
        Span<byte> message = stackalloc byte[MessageBytesMax];
        if (!address.Address.TryWriteBytes(message, out var length))
        {
            throw new ArgumentException("An IP address is at most 16 bytes.", nameof(address));
        }

        BinaryPrimitives.WriteUInt16LittleEndian(message[length..], (ushort)address.Port);
        length += sizeof(ushort);
        BinaryPrimitives.WriteInt64LittleEndian(message[length..], bucketNumber);
        length += sizeof(long);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message[..length], hash);
        hash[..Bytes].CopyTo(cookie);
    }
}
