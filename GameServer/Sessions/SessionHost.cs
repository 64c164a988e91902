using System.Net;
using GameServer.Protocol.Control;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Timing;
using GameServer.Transport;

namespace GameServer.Sessions;

/// <summary>
/// Ties connections to seats: admits, resumes, lingers, says goodbye, and carries bytes between transport and rooms. Owned by
/// the shard's thread. Never looks into a world, and never lets a room see a connection.
/// </summary>
internal sealed class SessionHost(IServerTransport transport, RoomTable rooms, SessionSettings settings, IMonotonicClock clock, Action<byte[]> fillSecret, TokenGate? tokens = null)
    : ITransportEvents, IRoomOutput
{
    private readonly SessionTable sessions = new();
    private readonly ControlWriter writer = new();
    private readonly SourceLimits sources = new(rooms, settings);
    private readonly List<Session> leaving = [];
    private readonly Queue<Session> ended = [];
    private readonly WaitingConnections waiting = new(rooms);
    private Gate? gate;
    private Seating? seating;
    private ConnectionId? admitting;

    public SessionCounters Counters { get; } = new();

    public int SessionCount => sessions.Count;

    public int ConnectedCount => sessions.ConnectedCount;

    /// <summary>Who reads connect tokens; null when nobody holds a key.</summary>
    public TokenGate? Tokens => tokens;

    private Gate Gate => gate ??= new Gate(rooms, sessions, settings, tokens, clock);

    private Seating Seating => seating ??= new Seating(rooms, Gate, tokens, clock);

    public bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket)
    {
        refusalLength = 0;
        var admitted = Gate.TryAdmit(hello, out var admission, out var goodbye);
        if (admitted && sources.Judge(admission!, address.Address) is { Reason: not GoodbyeReason.None } limited)
        {
            (admitted, goodbye) = (false, limited);
        }

        ticket = admitted ? admission! with { Source = SourceAddress.Of(address.Address) } : null;
        if (!admitted)
        {
            Counters.Count(goodbye.Reason);
            var bytes = writer.Goodbye(goodbye.Reason, goodbye.Detail);
            if (bytes.Length > refusal.Length)
            {
                bytes = writer.Goodbye(goodbye.Reason, ""); // No answer longer than the question.
            }

            if (bytes.Length <= refusal.Length)
            {
                bytes.CopyTo(refusal);
                refusalLength = bytes.Length;
            }
        }

        return admitted;
    }

    // The game's code has a part in what follows, and nothing of it runs with the transport half way through its datagrams: it may not come back.
    public void OnConnected(ConnectionId connection, object? ticket) => waiting.Add(connection, (Admission)ticket!);

    /// <summary>After the socket was drained: frees the seats of those who left, and lets those in who have connected, unless their room is aside.</summary>
    public void AdmitWaiting()
    {
        FreeSeats();
        for (var next = 0; waiting.TryTake(ref next, sessions, out var connection, out var admission);)
        {
            admitting = connection;
            Admit(connection, admission);
            admitting = null;
        }
    }

    /// <summary>The first thing on another thread: whoever was being let in when the last one got stuck is not.</summary>
    public void RefuseStuck()
    {
        if (admitting is { } connection)
        {
            admitting = null;
            Refuse(connection, GoodbyeReason.RoomFailed);
        }
    }

    private void Admit(ConnectionId connection, Admission admission)
    {
        if (!admission.Hello.ResumeSecret.IsEmpty)
        {
            Resume(connection, admission.Hello);
            return;
        }

        var madeRoom = admission.Grant is null && !rooms.TryGet(admission.Hello.Room, out _);
        if (!Seating.TryTakeSeat(admission, out var host, out var seat, out var reason))
        {
            Refuse(connection, reason);
            return;
        }

        var secret = new byte[ControlLimits.ResumeSecretBytes];
        fillSecret(secret);
        var session = new Session(secret, host!, seat!, admission.Grant?.PlayerId ?? "") { Source = admission.Grant is null ? admission.Source : null };
        sessions.Add(session);
        sources.Enter(session, madeRoom);
        sessions.Attach(session, connection);
        Counters.Joined++;
        transport.TrySendReliable(connection, writer.Welcome(session, isResumed: false));
    }

    public void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram)
    {
        if (sessions.TryGet(connection, out var session))
        {
            session.Host.Inbox.TryAdd(session.Seat.Id, datagram, clock.Now);
        }
    }

    public void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message)
    {
        if (!sessions.TryGet(connection, out var session))
        {
            return;
        }

        if (ControlCodec.TryPeekKind(message, out var kind))
        {
            if (kind == ControlKind.Goodbye && ControlCodec.TryRead(message, out Goodbye? _, out _))
            {
                End(session, GoodbyeReason.PlayerLeft, "");
                return;
            }

            if (kind == ControlKind.Chat && ControlCodec.TryRead(message, out Chat? chat, out _))
            {
                PassOn(session, chat);
                return;
            }
        }

        Counters.ReliableMalformed++;
        End(session, GoodbyeReason.ProtocolError, "A message could not be read.");
    }

    public void OnClosed(ConnectionId connection, CloseCause cause)
    {
        waiting.Remove(connection);
        if (!sessions.TryGet(connection, out var session))
        {
            return; // Ours to close, or refused: nobody's any more.
        }

        Counters.Dropped++;
        sessions.Detach(session);
        session.Host.Disconnect(session.Seat);
        session.LingersUntil = clock.Now + (long)(settings.LingerSeconds * 1e9);
    }

    public void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram)
    {
        if (sessions.TryGet(room, seat, out var session) && session.Connection is { } connection)
        {
            transport.Send(connection, datagram);
        }
    }

    public void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload)
    {
        var message = writer.Event(kind, payload);
        if (!seat.IsSeat)
        {
            SendToRoom(room, message);
        }
        else if (sessions.TryGet(room, seat, out var session))
        {
            SendReliable(session, message);
        }
    }

    /// <summary>Tells the players of a room that its match is on its way to its end.</summary>
    public void Announce(RoomHost room, double? secondsMax) => SendToRoom(room, writer.EndNotice(secondsMax));

    /// <summary>Ends one player's session and says why; false when nobody sits there.</summary>
    public bool TryKick(RoomHost room, SeatId seat, string detail)
    {
        var found = sessions.TryGet(room, seat, out var session);
        if (found)
        {
            End(session, GoodbyeReason.Kicked, detail);
            FreeSeats();
        }

        return found;
    }

    /// <summary>Who the connect token said sits there; empty when nobody does or nobody said.</summary>
    public string PlayerIdAt(RoomHost room, SeatId seat) => sessions.TryGet(room, seat, out var session) ? session.PlayerId : "";

    /// <summary>Gives up the seats whose players did not come back in time. Called between ticks.</summary>
    public void EndLingering(long now)
    {
        if (sessions.Count == sessions.ConnectedCount)
        {
            return; // Asked many times a second; nearly always everybody is there.
        }

        foreach (var session in sessions.All)
        {
            if (session.Connection is null && now >= session.LingersUntil)
            {
                leaving.Add(session);
            }
        }

        EndLeaving(GoodbyeReason.TimedOut, "");
    }

    /// <summary>Ends every session of a room, or of all rooms, and says why.</summary>
    public void EndAll(RoomHost? room, GoodbyeReason reason, string detail)
    {
        foreach (var session in sessions.All)
        {
            if (room is null || session.Host == room)
            {
                leaving.Add(session);
            }
        }

        EndLeaving(reason, detail);
    }

    /// <summary>
    /// Takes the sessions of a room out, which goes to another shard: they linger until their players come after. Their connections stay open and silent
    /// until <see cref="SayMoved"/>.
    /// </summary>
    public MovingSessions TakeOut(RoomHost room)
    {
        var connections = new List<ConnectionId>();
        leaving.AddRange(sessions.All.Where(session => session.Host == room));
        foreach (var session in leaving)
        {
            if (session.Connection is { } connection)
            {
                connections.Add(connection);
                room.Disconnect(session.Seat);
                session.LingersUntil = clock.Now + (long)(settings.LingerSeconds * 1e9);
            }

            sessions.Remove(session);
            sources.Leave(session);
        }

        MovingSessions moving = new([.. leaving], connections);
        leaving.Clear();
        return moving;
    }

    /// <summary>Takes in the sessions of a room that came from another shard.</summary>
    public void TakeIn(MovingSessions moving)
    {
        foreach (var session in moving.Sessions)
        {
            sessions.Add(session);
            sources.Enter(session, madeRoom: false);
        }
    }

    /// <summary>Tells the players of a room that it has moved, and where to.</summary>
    public void SayMoved(MovingSessions moving, string where)
    {
        foreach (var connection in moving.Connections)
        {
            Counters.Count(GoodbyeReason.RoomMoved);
            transport.Close(connection, writer.Goodbye(GoodbyeReason.RoomMoved, where));
        }
    }

    // Every line goes to every seat, so one who shouts would use up the reliable queues of all.
    private void PassOn(Session session, Chat chat)
    {
        if (!session.MayChat(clock.Now))
        {
            Counters.ChatsLimited++;
            return;
        }

        session.Host.Chats.Add(session.Seat.Id.Index, session.Seat.PlayerName, chat.Text);
        SendToRoom(session.Host, writer.Chat(session.Seat.Id.Index, chat.Text));
    }

    private void EndLeaving(GoodbyeReason reason, string detail)
    {
        foreach (var session in leaving)
        {
            End(session, reason, detail);
        }

        leaving.Clear();
        FreeSeats();
    }

    // The game's code is told last and one by one: if it does not come back, another thread goes on with the next.
    private void FreeSeats()
    {
        while (ended.TryDequeue(out var session))
        {
            session.Host.Leave(session.Seat);
        }
    }

    private void End(Session session, GoodbyeReason reason, string detail)
    {
        Counters.Count(reason);
        var connection = session.Connection;
        sessions.Remove(session);
        sources.Leave(session);
        ended.Enqueue(session);
        if (connection is { } open)
        {
            transport.Close(open, writer.Goodbye(reason, detail));
        }
    }

    private void Resume(ConnectionId connection, Hello hello)
    {
        if (sessions.FindBySecret(hello.ResumeSecret.Span) is not { } session)
        {
            Refuse(connection, GoodbyeReason.ResumeRefused);
            return;
        }

        if (session.Connection is { } old)
        {
            Counters.Count(GoodbyeReason.Replaced);
            sessions.Detach(session);
            transport.Close(old, writer.Goodbye(GoodbyeReason.Replaced, ""));
        }

        session.Host.Reconnect(session.Seat);
        sessions.Attach(session, connection);
        Counters.Resumed++;
        transport.TrySendReliable(connection, writer.Welcome(session, isResumed: true));
    }

    private void Refuse(ConnectionId connection, GoodbyeReason reason)
    {
        Counters.Count(reason);
        transport.Close(connection, writer.Goodbye(reason, ""));
    }

    private void SendToRoom(RoomHost room, ReadOnlySpan<byte> message)
    {
        foreach (var seat in room.Seats)
        {
            if (seat.Seat.IsConnected && sessions.TryGet(room, seat.Seat.Id, out var session))
            {
                SendReliable(session, message);
            }
        }
    }

    private void SendReliable(Session session, ReadOnlySpan<byte> message)
    {
        if (session.Connection is { } connection && !transport.TrySendReliable(connection, message))
        {
            Counters.EventsNotQueued++;
        }
    }
}
