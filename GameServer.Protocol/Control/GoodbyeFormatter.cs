using MessagePack;

namespace GameServer.Protocol.Control;

internal sealed class GoodbyeFormatter : IControlFormatter<Goodbye>
{
    private const int Fields = 2;

    // The newest reason; a new one moves this with it.
    private const GoodbyeReason ReasonLast = GoodbyeReason.RoomMoved;

    public ControlKind Kind => ControlKind.Goodbye;

    public int BytesMax => ControlLimits.GoodbyeBytesMax;

    public string? FindOutOfRange(Goodbye message)
    {
        if (message.Reason is GoodbyeReason.None or > ReasonLast)
            return nameof(Goodbye.Reason);
        return ControlText.IsLine(message.Detail, 0, ControlLimits.DetailCharsMax) ? null : nameof(Goodbye.Detail);
    }

    public void Serialize(ref MessagePackWriter writer, Goodbye value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write((byte)value.Reason);
        writer.Write(value.Detail);
    }

    public Goodbye Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        reader.ReadHeader(Fields, options);
        return new Goodbye(
            Reason: (GoodbyeReason)reader.ReadWhole(byte.MaxValue),
            Detail: reader.ReadText());
    }
}
