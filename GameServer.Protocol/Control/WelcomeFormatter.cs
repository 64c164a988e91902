using MessagePack;

namespace GameServer.Protocol.Control;

internal sealed class WelcomeFormatter : IControlFormatter<Welcome>
{
    private const int Fields = 13;

    public ControlKind Kind => ControlKind.Welcome;

    public int BytesMax => ControlLimits.WelcomeBytesMax;

    public string? FindOutOfRange(Welcome message)
    {
        if (!ControlText.IsRoomName(message.Room))
            return nameof(Welcome.Room);
        if (message.SeatsMax is < 1 or > ControlLimits.SeatsMax)
            return nameof(Welcome.SeatsMax);
        if (message.Seat < 0 || message.Seat >= message.SeatsMax)
            return nameof(Welcome.Seat);
        if (message.TickRate is < 1 or > ControlLimits.TickRateMax)
            return nameof(Welcome.TickRate);
        if (message.SnapshotRate < 1 || message.SnapshotRate > message.TickRate)
            return nameof(Welcome.SnapshotRate);
        if (message.HistoryTicks is < 1 or > ControlLimits.HistoryTicksMax)
            return nameof(Welcome.HistoryTicks);
        if (!ControlText.IsDocument(message.Config, ControlLimits.ConfigBytesMax))
            return nameof(Welcome.Config);
        return message.ResumeSecret.Length != ControlLimits.ResumeSecretBytes ? nameof(Welcome.ResumeSecret) : null;
    }

    public void Serialize(ref MessagePackWriter writer, Welcome value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(value.RoomId);
        writer.Write(value.Room);
        writer.Write(value.Seat);
        writer.Write(value.SeatsMax);
        writer.Write(value.TickRate);
        writer.Write(value.SnapshotRate);
        writer.Write(value.Tick);
        writer.Write(value.HistoryTicks);
        writer.Write(value.Config);
        writer.Write(value.ResumeSecret.Span);
        writer.Write(value.SnapshotSequence);
        writer.Write(value.InputSequence);
        writer.Write(value.Resumed);
    }

    public Welcome Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        reader.ReadHeader(Fields, options);
        return new Welcome(
            RoomId: reader.ReadWhole(uint.MaxValue),
            Room: reader.ReadText(),
            Seat: reader.ReadSigned(),
            SeatsMax: reader.ReadSigned(),
            TickRate: reader.ReadSigned(),
            SnapshotRate: reader.ReadSigned(),
            Tick: reader.ReadWhole(uint.MaxValue),
            HistoryTicks: reader.ReadSigned(),
            Config: reader.ReadText(),
            ResumeSecret: reader.ReadBlob(),
            SnapshotSequence: reader.ReadWhole(),
            InputSequence: reader.ReadWhole(),
            Resumed: reader.ReadFlag());
    }
}
