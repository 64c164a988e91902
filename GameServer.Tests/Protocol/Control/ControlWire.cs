using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

/// <summary>Writes and reads a message whose kind is known only at run time, so that one test can say something of all of them.</summary>
internal static class ControlWire
{
    public static readonly ControlKind[] Kinds = [ControlKind.Hello, ControlKind.Welcome, ControlKind.Goodbye, ControlKind.Chat, ControlKind.GameEvent, ControlKind.EndNotice];

    public static byte[] Write(object message)
    {
        var buffer = new byte[ControlLimits.MessageBytesMax];
        int length = message switch
        {
            Hello hello => ControlCodec.Write(hello, buffer),
            Welcome welcome => ControlCodec.Write(welcome, buffer),
            Goodbye goodbye => ControlCodec.Write(goodbye, buffer),
            Chat chat => ControlCodec.Write(chat, buffer),
            GameEvent gameEvent => ControlCodec.Write(gameEvent, buffer),
            EndNotice notice => ControlCodec.Write(notice, buffer),
            _ => throw new ArgumentException("not a control message", nameof(message)),
        };
        return buffer[..length];
    }

    /// <summary>The message, or null with the reason.</summary>
    public static object? Read(ControlKind kind, ReadOnlySpan<byte> bytes, out ControlRefusal refusal)
    {
        switch (kind)
        {
            case ControlKind.Hello:
                ControlCodec.TryRead(bytes, out Hello? hello, out refusal);
                return hello;
            case ControlKind.Welcome:
                ControlCodec.TryRead(bytes, out Welcome? welcome, out refusal);
                return welcome;
            case ControlKind.Goodbye:
                ControlCodec.TryRead(bytes, out Goodbye? goodbye, out refusal);
                return goodbye;
            case ControlKind.Chat:
                ControlCodec.TryRead(bytes, out Chat? chat, out refusal);
                return chat;
            case ControlKind.GameEvent:
                ControlCodec.TryRead(bytes, out GameEvent? gameEvent, out refusal);
                return gameEvent;
            case ControlKind.EndNotice:
                ControlCodec.TryRead(bytes, out EndNotice? notice, out refusal);
                return notice;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    public static ControlRefusal Refusal(ControlKind kind, ReadOnlySpan<byte> bytes)
    {
        Read(kind, bytes, out ControlRefusal refusal);
        return refusal;
    }

    public static int BytesMax(ControlKind kind) => kind switch
    {
        ControlKind.Hello => ControlLimits.HelloBytesMax,
        ControlKind.Welcome => ControlLimits.WelcomeBytesMax,
        ControlKind.Goodbye => ControlLimits.GoodbyeBytesMax,
        ControlKind.Chat => ControlLimits.ChatBytesMax,
        ControlKind.GameEvent => ControlLimits.GameEventBytesMax,
        ControlKind.EndNotice => ControlLimits.EndNoticeBytesMax,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
