using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MessagePack;

namespace GameServer.Protocol.Control;

/// <summary>
/// Control messages to bytes and back: one kind byte, then one MessagePack array. Stateless, any thread.
/// Reading never throws and is bounded before it parses; it allocates, so it is for rare messages and never for inputs or snapshots.
/// </summary>
public static class ControlCodec
{
    private const int DepthMax = 1;

    private static readonly MessagePackSerializerOptions Options = new MessagePackSerializerOptions(ControlResolver.Instance)
        .WithSecurity(MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(DepthMax))
        .WithCompression(MessagePackCompression.None);

    /// <summary>The kind that these bytes claim to be; false when there are none, or when no kind has that number.</summary>
    /// <param name="bytes">A control message.</param>
    /// <param name="kind">The kind, or <see cref="ControlKind.None"/>.</param>
    /// <returns>True when a reader for <paramref name="kind"/> exists; the rest is unchecked.</returns>
    public static bool TryPeekKind(ReadOnlySpan<byte> bytes, out ControlKind kind)
    {
        bool known = !bytes.IsEmpty && bytes[0] is >= (byte)ControlKind.Hello and <= (byte)ControlKind.EndNotice;
        kind = known ? (ControlKind)bytes[0] : ControlKind.None;
        return known;
    }

    /// <inheritdoc cref="Write(Welcome, Span{byte})"/>
    public static int Write(Hello message, Span<byte> destination) => WriteMessage(message, destination);

    /// <summary>Writes a message.</summary>
    /// <param name="message">The message; every field within the range that its type documents.</param>
    /// <param name="destination">Where to; the kind's size in <see cref="ControlLimits"/> always suffices.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">A field is out of range, or the destination is too short.</exception>
    public static int Write(Welcome message, Span<byte> destination) => WriteMessage(message, destination);

    /// <inheritdoc cref="Write(Welcome, Span{byte})"/>
    public static int Write(Goodbye message, Span<byte> destination) => WriteMessage(message, destination);

    /// <inheritdoc cref="Write(Welcome, Span{byte})"/>
    public static int Write(Chat message, Span<byte> destination) => WriteMessage(message, destination);

    /// <inheritdoc cref="Write(Welcome, Span{byte})"/>
    public static int Write(GameEvent message, Span<byte> destination) => WriteMessage(message, destination);

    /// <inheritdoc cref="Write(Welcome, Span{byte})"/>
    public static int Write(EndNotice message, Span<byte> destination) => WriteMessage(message, destination);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out Welcome, out ControlRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Hello? message, out ControlRefusal refusal)
        => TryReadMessage(bytes, out message, out refusal);

    /// <summary>Reads a message of one kind from the whole of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">Kind byte, message, and nothing after it. Not kept.</param>
    /// <param name="message">The message, every field within its documented range; null when refused.</param>
    /// <param name="refusal">Why not, or <see cref="ControlRefusal.None"/>.</param>
    /// <returns>True when the message was accepted. Never throws, whatever the bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Welcome? message, out ControlRefusal refusal)
        => TryReadMessage(bytes, out message, out refusal);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out Welcome, out ControlRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Goodbye? message, out ControlRefusal refusal)
        => TryReadMessage(bytes, out message, out refusal);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out Welcome, out ControlRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Chat? message, out ControlRefusal refusal)
        => TryReadMessage(bytes, out message, out refusal);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out Welcome, out ControlRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out GameEvent? message, out ControlRefusal refusal)
        => TryReadMessage(bytes, out message, out refusal);

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out Welcome, out ControlRefusal)"/>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out EndNotice? message, out ControlRefusal refusal)
        => TryReadMessage(bytes, out message, out refusal);

    private static IControlFormatter<T> FormatterOf<T>()
        where T : class
        => (IControlFormatter<T>)Options.Resolver.GetFormatterWithVerify<T>();

    private static int WriteMessage<T>(T message, Span<byte> destination)
        where T : class
    {
        IControlFormatter<T> formatter = FormatterOf<T>();
        if (formatter.FindOutOfRange(message) is { } field)
            throw new ArgumentException($"{typeof(T).Name}.{field} is out of range.", nameof(message));

        var buffer = new ArrayBufferWriter<byte>(initialCapacity: 256);
        var writer = new MessagePackWriter(buffer);
        formatter.Serialize(ref writer, message, Options);
        writer.Flush();

        if (destination.Length < 1 + buffer.WrittenCount)
            throw new ArgumentException($"{1 + buffer.WrittenCount} bytes are needed.", nameof(destination));
        destination[0] = (byte)formatter.Kind;
        buffer.WrittenSpan.CopyTo(destination[1..]);
        return 1 + buffer.WrittenCount;
    }

    private static bool TryReadMessage<T>(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? message, out ControlRefusal refusal)
        where T : class
    {
        IControlFormatter<T> formatter = FormatterOf<T>();
        message = null;
        refusal = CheckEnvelope(bytes, formatter.Kind, formatter.BytesMax);
        if (refusal != ControlRefusal.None)
            return false;

        refusal = Decode(bytes[1..].ToArray(), formatter, out T? decoded);
        if (decoded is not null && formatter.FindOutOfRange(decoded) is not null)
            refusal = ControlRefusal.OutOfRange;
        if (refusal == ControlRefusal.None)
            message = decoded;
        return message is not null;
    }

    private static ControlRefusal CheckEnvelope(ReadOnlySpan<byte> bytes, ControlKind expected, int bytesMax)
    {
        if (bytes.IsEmpty)
            return ControlRefusal.Empty;
        if (!TryPeekKind(bytes, out ControlKind kind))
            return ControlRefusal.UnknownKind;
        if (kind != expected)
            return ControlRefusal.WrongKind;
        return bytes.Length > bytesMax ? ControlRefusal.TooLong : ControlRefusal.None;
    }

    // The formatter is called directly: MessagePackSerializer would wrap each exception in a second one.
    private static ControlRefusal Decode<T>(byte[] body, IControlFormatter<T> formatter, out T? decoded)
        where T : class
    {
        decoded = null;
        try
        {
            var reader = new MessagePackReader(body);
            T message = formatter.Deserialize(ref reader, Options);
            if (!reader.End)
                return ControlRefusal.TrailingBytes;
            decoded = message;
            return ControlRefusal.None;
        }
#pragma warning disable CA1031 // The bytes are a stranger's and the library's list of exceptions is open; whatever it throws is a refusal and not a crash.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception switch
            {
                ControlFormatException own => own.Refusal,
                OverflowException => ControlRefusal.OutOfRange,
                EndOfStreamException => ControlRefusal.Truncated,
                _ => ControlRefusal.Malformed,
            };
        }
    }
}
