using MessagePack;

namespace GameServer.Protocol.Control;

internal sealed class GameEventFormatter : IControlFormatter<GameEvent>
{
    private const int Fields = 2;

    public ControlKind Kind => ControlKind.GameEvent;

    public int BytesMax => ControlLimits.GameEventBytesMax;

    public string? FindOutOfRange(GameEvent message)
        => message.Payload.Length > ControlLimits.EventPayloadBytesMax ? nameof(GameEvent.Payload) : null;

    public void Serialize(ref MessagePackWriter writer, GameEvent value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(value.Kind);
        writer.Write(value.Payload.Span);
    }

    public GameEvent Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        reader.ReadHeader(Fields, options);
        return new GameEvent(
            Kind: (ushort)reader.ReadWhole(ushort.MaxValue),
            Payload: reader.ReadBlob());
    }
}
