using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Timing;

namespace GameServer.Sessions;

/// <summary>
/// Judges a hello before anything is kept for it: cheapest check first, one reason from the closed list. The address has proven
/// itself by then. Owned by the shard's thread; changes nothing.
/// </summary>
internal sealed class Gate(RoomTable rooms, SessionTable sessions, SessionSettings settings, TokenGate? tokens, IMonotonicClock clock)
{
    /// <summary>The admission when it may come in, else why not.</summary>
    public bool TryAdmit(ReadOnlySpan<byte> bytes, out Admission? admission, out Goodbye refusal)
    {
        admission = null;
        if (!ControlCodec.TryRead(bytes, out Hello? hello, out ControlRefusal reason))
        {
            refusal = reason == ControlRefusal.UnknownVersion
                ? new Goodbye(GoodbyeReason.VersionMismatch, $"This server speaks protocol version {ProtocolVersion.Current}.")
                : new Goodbye(GoodbyeReason.BadHello, $"The hello is unreadable: {reason}.");
            return false;
        }

        refusal = Judge(hello, out var grant);
        admission = new Admission(hello, grant);
        return refusal.Reason == GoodbyeReason.None;
    }

    /// <summary>Where the bearer of a token may sit at this moment, else why nowhere.</summary>
    public Goodbye Judge(TokenGrant grant, out RoomHost? room, out SeatId seat)
    {
        seat = SeatId.None;
        if (!rooms.TryGet(grant.Room, out room))
        {
            return new Goodbye(GoodbyeReason.UnknownRoom, "There is no such room here, or it has ended.");
        }

        if (room.Settings.Epoch != grant.Epoch)
        {
            return new Goodbye(GoodbyeReason.BadToken, "The connect token is for an earlier room of that name.");
        }

        if (room.IsDraining)
        {
            return new Goodbye(GoodbyeReason.RoomEnded, "The room is ending and takes nobody in.");
        }

        var wanted = grant.Seat == TokenGrant.AnySeat ? SeatId.None : new SeatId(grant.Seat);
        return room.Reservations.Judge(wanted, grant.Id, clock.Now, out seat) switch
        {
            TicketVerdict.Good => Welcome,
            TicketVerdict.RoomFull => Full(room),
            TicketVerdict.Expired => new Goodbye(GoodbyeReason.BadToken, "The seat is no longer kept."),
            TicketVerdict.NoSuchSeat => new Goodbye(GoodbyeReason.BadToken, "The room has no such seat."),
            _ => new Goodbye(GoodbyeReason.BadToken, "The connect token was used before, or its seat was given back."),
        };
    }

    private Goodbye Judge(Hello hello, out TokenGrant? grant)
    {
        grant = null;
        if (hello.SchemaHash != rooms.Schema.Hash)
        {
            return new Goodbye(GoodbyeReason.SchemaMismatch, "The client was built with another version of the game's schema.");
        }

        if (hello.ModelHash != rooms.ModelHash)
        {
            return new Goodbye(GoodbyeReason.ModelMismatch, "The client holds another codec model of the game.");
        }

        if (rooms.Moved.TryGet(hello.Room, out var where))
        {
            return new Goodbye(GoodbyeReason.RoomMoved, where);
        }

        if (!hello.ResumeSecret.IsEmpty)
        {
            return sessions.FindBySecret(hello.ResumeSecret.Span) is null
                ? new Goodbye(GoodbyeReason.ResumeRefused, "The seat is no longer kept; join anew.")
                : Welcome;
        }

        if (!hello.Token.IsEmpty && tokens is not null)
        {
            return tokens.TryOpen(hello.Token.Span, out grant, out var detail) ? Judge(grant, out _, out _) : new Goodbye(GoodbyeReason.BadToken, detail);
        }

        return settings.IsOpen
            ? JudgeByName(hello.Room)
            : new Goodbye(GoodbyeReason.BadToken, "This server admits nobody without a connect token, and was not started with --open.");
    }

    private Goodbye JudgeByName(string name)
    {
        if (!rooms.TryGet(name, out var room))
        {
            return rooms.IsOverloaded ? new Goodbye(GoodbyeReason.Overloaded, "This server has no time left for another room.")
                : rooms.IsDraining ? new Goodbye(GoodbyeReason.ServerStopping, "This server makes no more rooms.")
                : rooms.IsFull ? new Goodbye(GoodbyeReason.ServerFull, "Every room of this server is in use.")
                : Welcome;
        }

        return room.IsDraining ? new Goodbye(GoodbyeReason.RoomEnded, "The room is ending and takes nobody in.")
            : room.IsClosedToJoins ? new Goodbye(GoodbyeReason.Overloaded, "This server has no time left for more players in the room.")
            : room.Reservations.TryFindFree(clock.Now, out _) ? Welcome
            : Full(room);
    }

    private static Goodbye Full(RoomHost room) => new(GoodbyeReason.RoomFull, $"All {room.Room.Settings.SeatsMax} seats are taken.");

    private static Goodbye Welcome { get; } = new(GoodbyeReason.None, "");
}
