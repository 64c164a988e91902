using MessagePack;

namespace GameServer.Protocol.Control;

internal sealed class EndNoticeFormatter : IControlFormatter<EndNotice>
{
    private const int Fields = 1;

    public ControlKind Kind => ControlKind.EndNotice;

    public int BytesMax => ControlLimits.EndNoticeBytesMax;

    public string? FindOutOfRange(EndNotice message) =>
        message.SecondsMax is < EndNotice.WithTheMatch or > ControlLimits.EndNoticeSecondsMax ? nameof(EndNotice.SecondsMax) : null;

    public void Serialize(ref MessagePackWriter writer, EndNotice value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(value.SecondsMax);
    }

    public EndNotice Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        reader.ReadHeader(Fields, options);
        return new EndNotice(reader.ReadSigned());
    }
}
