using MessagePack;

namespace GameServer.Protocol.Control;

internal sealed class ChatFormatter : IControlFormatter<Chat>
{
    private const int Fields = 2;

    public ControlKind Kind => ControlKind.Chat;

    public int BytesMax => ControlLimits.ChatBytesMax;

    public string? FindOutOfRange(Chat message)
    {
        if (message.FromSeat is < Chat.Server or >= ControlLimits.SeatsMax)
            return nameof(Chat.FromSeat);
        return ControlText.IsLine(message.Text, 1, ControlLimits.ChatCharsMax) ? null : nameof(Chat.Text);
    }

    public void Serialize(ref MessagePackWriter writer, Chat value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(value.FromSeat);
        writer.Write(value.Text);
    }

    public Chat Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        reader.ReadHeader(Fields, options);
        return new Chat(
            FromSeat: reader.ReadSigned(),
            Text: reader.ReadText());
    }
}
