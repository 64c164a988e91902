using GameServer.Protocol.Control;
using GameServer.Rooms;

namespace GameServer.Sessions;

/// <summary>
/// Judges a hello before anything is kept for it: cheapest check first, one reason from the closed list. The address has proven
/// itself by then. Owned by the shard's thread; changes nothing.
/// </summary>
internal sealed class Gate(RoomTable rooms, SessionTable sessions, SessionSettings settings)
{
    /// <summary>The hello when it may come in, else why not.</summary>
    public bool TryAdmit(ReadOnlySpan<byte> bytes, out Hello? hello, out Goodbye refusal)
    {
        if (!ControlCodec.TryRead(bytes, out hello, out ControlRefusal reason))
        {
            refusal = reason == ControlRefusal.UnknownVersion
                ? new Goodbye(GoodbyeReason.VersionMismatch, $"This server speaks protocol version {ProtocolVersion.Current}.")
                : new Goodbye(GoodbyeReason.BadHello, $"The hello is unreadable: {reason}.");
            return false;
        }

        refusal = Judge(hello);
        return refusal.Reason == GoodbyeReason.None;
    }

    private Goodbye Judge(Hello hello)
    {
        if (hello.SchemaHash != rooms.Schema.Hash)
        {
            return new Goodbye(GoodbyeReason.SchemaMismatch, "The client was built with another version of the game's schema.");
        }

        if (!hello.ResumeSecret.IsEmpty)
        {
            return sessions.FindBySecret(hello.ResumeSecret.Span) is null
                ? new Goodbye(GoodbyeReason.ResumeRefused, "The seat is no longer kept; join anew.")
                : Welcome;
        }

        if (!settings.IsOpen)
        {
            return new Goodbye(GoodbyeReason.BadToken, "This server admits nobody without a connect token, and was not started with --open.");
        }

        if (!rooms.TryGet(hello.Room, out var room))
        {
            return rooms.IsFull ? new Goodbye(GoodbyeReason.ServerFull, "Every room of this server is in use.") : Welcome;
        }

        return room.Room.SeatsTaken < room.Room.Settings.SeatsMax
            ? Welcome
            : new Goodbye(GoodbyeReason.RoomFull, $"All {room.Room.Settings.SeatsMax} seats are taken.");
    }

    private static Goodbye Welcome { get; } = new(GoodbyeReason.None, "");
}
