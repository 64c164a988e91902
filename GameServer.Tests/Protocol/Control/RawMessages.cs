using GameServer.Protocol.Control;
using MessagePack;

namespace GameServer.Tests.Protocol.Control;

/// <summary>A second writer that checks nothing: what a foreign or hostile client could send.</summary>
internal static class RawMessages
{
    public static (ControlKind Kind, byte[] Bytes) Encode(object message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        ControlKind kind = Encode(message, ref writer);
        writer.Flush();
        return (kind, [(byte)kind, .. buffer.WrittenSpan]);
    }

    public static bool HasLoneSurrogate(object message) => message is Hello { PlayerName: var name } && name.Any(char.IsSurrogate);

    private static ControlKind Encode(object message, ref MessagePackWriter writer)
    {
        switch (message)
        {
            case Hello hello:
                writer.WriteArrayHeader(7);
                writer.Write(hello.Version);
                writer.Write(hello.SchemaHash);
                Write(hello.Room, ref writer);
                Write(hello.PlayerName, ref writer);
                writer.Write(hello.ResumeSecret.Span);
                writer.Write(hello.Token.Span);
                writer.Write(hello.ModelHash);
                return ControlKind.Hello;
            case Welcome welcome:
                writer.WriteArrayHeader(13);
                writer.Write(welcome.RoomId);
                Write(welcome.Room, ref writer);
                foreach (int number in new[] { welcome.Seat, welcome.SeatsMax, welcome.TickRate, welcome.SnapshotRate })
                    writer.Write(number);
                writer.Write(welcome.Tick);
                writer.Write(welcome.HistoryTicks);
                Write(welcome.Config, ref writer);
                writer.Write(welcome.ResumeSecret.Span);
                writer.Write(welcome.SnapshotSequence);
                writer.Write(welcome.InputSequence);
                writer.Write(welcome.Resumed);
                return ControlKind.Welcome;
            case Goodbye goodbye:
                writer.WriteArrayHeader(2);
                writer.Write((byte)goodbye.Reason);
                Write(goodbye.Detail, ref writer);
                return ControlKind.Goodbye;
            case Chat chat:
                writer.WriteArrayHeader(2);
                writer.Write(chat.FromSeat);
                Write(chat.Text, ref writer);
                return ControlKind.Chat;
            case GameEvent gameEvent:
                writer.WriteArrayHeader(2);
                writer.Write(gameEvent.Kind);
                writer.Write(gameEvent.Payload.Span);
                return ControlKind.GameEvent;
            case EndNotice notice:
                writer.WriteArrayHeader(1);
                writer.Write(notice.SecondsMax);
                return ControlKind.EndNotice;
            default:
                throw new ArgumentException("not a control message", nameof(message));
        }
    }

    // Surrogates one by one, each as the three bytes that UTF-8 forbids (CESU-8); MessagePack's own writer would repair them.
    private static void Write(string text, ref MessagePackWriter writer)
    {
        var utf8 = new List<byte>();
        foreach (char c in text)
        {
            if (char.IsSurrogate(c))
                utf8.AddRange([(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))]);
            else
                utf8.AddRange(System.Text.Encoding.UTF8.GetBytes([c]));
        }

        writer.WriteString(utf8.ToArray());
    }
}
