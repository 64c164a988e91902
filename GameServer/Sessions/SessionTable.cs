using System.Security.Cryptography;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Transport;

namespace GameServer.Sessions;

/// <summary>Finds sessions by connection, by seat and by secret. Owned by the shard's thread.</summary>
internal sealed class SessionTable
{
    private readonly Dictionary<ConnectionId, Session> byConnection = [];
    private readonly Dictionary<(uint Room, int Seat), Session> bySeat = [];

    public Dictionary<(uint Room, int Seat), Session>.ValueCollection All => bySeat.Values;

    public int Count => bySeat.Count;

    public int ConnectedCount => byConnection.Count;

    public void Add(Session session) => bySeat.Add(KeyOf(session), session);

    public void Attach(Session session, ConnectionId connection)
    {
        session.Connection = connection;
        byConnection.Add(connection, session);
    }

    /// <summary>Takes a session off its connection, which may then close without touching the seat.</summary>
    public void Detach(Session session)
    {
        if (session.Connection is { } connection)
        {
            byConnection.Remove(connection);
            session.Connection = null;
        }
    }

    public void Remove(Session session)
    {
        Detach(session);
        bySeat.Remove(KeyOf(session));
    }

    public bool TryGet(ConnectionId connection, out Session session) => byConnection.TryGetValue(connection, out session!);

    public bool TryGet(RoomHost room, SeatId seat, out Session session) => bySeat.TryGetValue((room.Id, seat.Index), out session!);

    /// <summary>Finds the session that a secret belongs to. Compares all of each secret, so time tells nothing; for rare handshakes.</summary>
    public Session? FindBySecret(ReadOnlySpan<byte> secret)
    {
        Session? found = null;
        foreach (var session in bySeat.Values)
        {
            if (CryptographicOperations.FixedTimeEquals(session.ResumeSecret, secret))
            {
                found = session;
            }
        }

        return found;
    }

    private static (uint Room, int Seat) KeyOf(Session session) => (session.Host.Id, session.Seat.Id.Index);
}
