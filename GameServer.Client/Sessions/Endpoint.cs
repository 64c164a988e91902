using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GameServer.Protocol.Control;

namespace GameServer.Client.Sessions;

/// <summary>Where a client connects to, as whom, and with which token; empty where the server wants none.</summary>
internal sealed record Endpoint(string Host, int Port, string Room, string PlayerName, ReadOnlyMemory<byte> Token)
{
    /// <summary>
    /// The port that a room has moved to, in the server's words; false when that is none. The host stays: a goodbye that somebody else has forged must
    /// not have a player's resume secret sent to another machine.
    /// </summary>
    public bool TryMove(string where, [NotNullWhen(true)] out Endpoint? moved)
    {
        var isPort = int.TryParse(where, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue;
        moved = isPort ? this with { Port = port } : null;
        return isPort;
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
