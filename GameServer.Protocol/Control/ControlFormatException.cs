using MessagePack;

namespace GameServer.Protocol.Control;

/// <summary>Carries a refusal out of a formatter, whose interface has no other way; <see cref="ControlCodec"/> catches every one.</summary>
internal sealed class ControlFormatException(ControlRefusal refusal) : MessagePackSerializationException(refusal.ToString())
{
    public ControlRefusal Refusal { get; } = refusal;
}
