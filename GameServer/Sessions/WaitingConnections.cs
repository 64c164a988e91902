using System.Diagnostics.CodeAnalysis;
using GameServer.Rooms;
using GameServer.Transport;

namespace GameServer.Sessions;

/// <summary>
/// Connections that stand and have not been let in yet: until the socket is drained, and for as long as their room is aside. As many as the transport
/// allows connections at most. Owned by the shard's thread.
/// </summary>
internal sealed class WaitingConnections(RoomTable rooms)
{
    private readonly List<(ConnectionId Connection, Admission Admission)> waiting = [];

    public void Add(ConnectionId connection, Admission admission) => waiting.Add((connection, admission));

    /// <summary>It has closed.</summary>
    public void Remove(ConnectionId connection)
    {
        if (waiting.Count > 0)
        {
            waiting.RemoveAll(one => one.Connection == connection);
        }
    }

    /// <summary>The oldest from <paramref name="next"/> on whose room is not aside; those before it go on waiting.</summary>
    public bool TryTake(ref int next, SessionTable sessions, out ConnectionId connection, [NotNullWhen(true)] out Admission? admission)
    {
        for (; next < waiting.Count; next++)
        {
            (connection, admission) = waiting[next];
            if (RoomOf(admission, sessions) is not { IsAside: true })
            {
                waiting.RemoveAt(next);
                return true;
            }
        }

        (connection, admission) = (default, null);
        return false;
    }

    private RoomHost? RoomOf(Admission admission, SessionTable sessions) =>
        !admission.Hello.ResumeSecret.IsEmpty ? sessions.FindBySecret(admission.Hello.ResumeSecret.Span)?.Host
        : rooms.TryGet(admission.Grant?.Room ?? admission.Hello.Room, out var room) ? room
        : null;
}
