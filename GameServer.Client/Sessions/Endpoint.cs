using GameServer.Protocol.Control;

namespace GameServer.Client.Sessions;

/// <summary>Where a client connects to, and as whom.</summary>
internal sealed record Endpoint(string Host, int Port, string Room, string PlayerName)
{
    /// <summary>Writes the hello; with a secret it asks for the seat that the secret is of.</summary>
    public byte[] Hello(ulong schemaHash, ReadOnlyMemory<byte> resumeSecret)
    {
        var buffer = new byte[ControlLimits.HelloBytesMax];
        var length = ControlCodec.Write(new Hello(ProtocolVersion.Current, schemaHash, Room, PlayerName, resumeSecret, default), buffer);
        return buffer.AsSpan(0, length).ToArray();
    }
}
