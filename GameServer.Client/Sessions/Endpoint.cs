using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GameServer.Protocol.Control;

namespace GameServer.Client.Sessions;

/// <summary>Where a client connects to, as whom, and with which token; empty where the server wants none.</summary>
internal sealed record Endpoint(string Host, int Port, string Room, string PlayerName, ReadOnlyMemory<byte> Token)
{
    /// <summary>Where a room has moved to, in the server's words: a UDP port of the same host, or host:port; false when it is neither.</summary>
    public bool TryMove(string where, [NotNullWhen(true)] out Endpoint? moved)
    {
        var colon = where.LastIndexOf(':');
        var isPort = int.TryParse(where.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue;
        moved = isPort ? this with { Host = colon > 0 ? where[..colon] : Host, Port = port } : null;
        return isPort && colon != 0;
    }

    /// <summary>Writes the hello; with a secret it asks for the seat that the secret is of, and the token, used by then, stays out.</summary>
    public byte[] Hello(ulong schemaHash, ulong modelHash, ReadOnlyMemory<byte> resumeSecret)
    {
        var buffer = new byte[ControlLimits.HelloBytesMax];
        var token = resumeSecret.IsEmpty ? Token : default;
        var length = ControlCodec.Write(new Hello(ProtocolVersion.Current, schemaHash, Room, PlayerName, resumeSecret, token, modelHash), buffer);
        return buffer.AsSpan(0, length).ToArray();
    }
}
