using MessagePack;

namespace GameServer.Protocol.Control;

internal sealed class HelloFormatter : IControlFormatter<Hello>
{
    private const int Fields = 7;

    public ControlKind Kind => ControlKind.Hello;

    public int BytesMax => ControlLimits.HelloBytesMax;

    // A writer may state any version, as tests and probes do; only readers insist on their own.
    public string? FindOutOfRange(Hello message)
    {
        if (!ControlText.IsRoomName(message.Room))
            return nameof(Hello.Room);
        if (!ControlText.IsLine(message.PlayerName, 0, ControlLimits.PlayerNameCharsMax))
            return nameof(Hello.PlayerName);
        if (message.ResumeSecret.Length is not (0 or ControlLimits.ResumeSecretBytes))
            return nameof(Hello.ResumeSecret);
        return message.Token.Length > ControlLimits.TokenBytesMax ? nameof(Hello.Token) : null;
    }

    public void Serialize(ref MessagePackWriter writer, Hello value, MessagePackSerializerOptions options)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(value.Version);
        writer.Write(value.SchemaHash);
        writer.Write(value.Room);
        writer.Write(value.PlayerName);
        writer.Write(value.ResumeSecret.Span);
        writer.Write(value.Token.Span);
        writer.Write(value.ModelHash);
    }

    public Hello Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        RequireOwnVersion(reader.CreatePeekReader());
        reader.ReadHeader(Fields, options);
        return new Hello(
            Version: (ushort)reader.ReadWhole(ushort.MaxValue),
            SchemaHash: reader.ReadWhole(),
            Room: reader.ReadText(),
            PlayerName: reader.ReadText(),
            ResumeSecret: reader.ReadBlob(),
            Token: reader.ReadBlob(),
            ModelHash: reader.ReadWhole());
    }

    // Before the number of fields: a later version may have more of them, and must be told of the version and not of a bad hello.
    private static void RequireOwnVersion(MessagePackReader peek)
    {
        if (peek.NextMessagePackType != MessagePackType.Array || peek.ReadArrayHeader() == 0)
            throw new ControlFormatException(ControlRefusal.Malformed);
        if (peek.ReadWhole(ushort.MaxValue) != ProtocolVersion.Current)
            throw new ControlFormatException(ControlRefusal.UnknownVersion);
    }
}
