using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Datagrams;

/// <summary>What an unreliable datagram is: its first three bits.</summary>
public enum DatagramKind : byte
{
    /// <summary>Client to server: inputs, ack, hash.</summary>
    Input = 1,

    /// <summary>Server to client: one tick, or a part of it.</summary>
    Snapshot = 2,

    /// <summary>Server to client: which blocks of slots, or rows, are held as what?</summary>
    Question = 3,

    /// <summary>Client to server: the answer.</summary>
    Answer = 4,
}

/// <summary>Writes and checks the kind.</summary>
public static class DatagramKinds
{
    /// <summary>Bits of the kind.</summary>
    public const int Bits = 3;

    /// <summary>Reads the kind; false for one that does not exist.</summary>
    public static bool TryRead(ref BitReader reader, out DatagramKind kind)
    {
        kind = (DatagramKind)reader.Read(Bits);
        return !reader.IsExhausted && kind is >= DatagramKind.Input and <= DatagramKind.Answer;
    }
}
