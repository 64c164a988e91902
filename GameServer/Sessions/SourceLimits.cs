using System.Net;
using GameServer.Protocol.Control;
using GameServer.Rooms;

namespace GameServer.Sessions;

/// <summary>
/// What one source address may hold on an open server: so many sessions, lingering ones included, and so many rooms that it
/// made. Loopback is exempt, so a developer's load test is not held up, and so are tokens: who hands them out has counted.
/// Owned by the shard's thread.
/// </summary>
internal sealed class SourceLimits(RoomTable rooms, SessionSettings settings)
{
    private static readonly Goodbye Pass = new(GoodbyeReason.None, "");

    private readonly Dictionary<SourceAddress, int> sessions = [];
    private readonly List<(SourceAddress Source, RoomHost Room)> made = [];

    /// <summary>Why a hello that the gate admitted may not come in from there; no reason when it may.</summary>
    public Goodbye Judge(Admission admission, IPAddress address)
    {
        var hello = admission.Hello;
        if (admission.Grant is not null || !settings.IsOpen || !hello.ResumeSecret.IsEmpty || SourceAddress.Of(address) is not { } source)
        {
            return Pass;
        }

        if (sessions.GetValueOrDefault(source) >= settings.SessionsPerAddressMax)
        {
            return new Goodbye(GoodbyeReason.RateLimited, $"One address may hold {settings.SessionsPerAddressMax} seats of this server.");
        }

        return rooms.TryGet(hello.Room, out _) || RoomsOf(source) < settings.RoomsPerAddressMax
            ? Pass
            : new Goodbye(GoodbyeReason.RateLimited, $"One address may make {settings.RoomsPerAddressMax} rooms of this server.");
    }

    /// <summary>A session begins, in a room that it made or found.</summary>
    public void Enter(Session session, bool madeRoom)
    {
        if (session.Source is not { } source)
        {
            return;
        }

        sessions[source] = sessions.GetValueOrDefault(source) + 1;
        if (madeRoom)
        {
            made.Add((source, session.Host));
        }
    }

    public void Leave(Session session)
    {
        if (session.Source is not { } source || !sessions.TryGetValue(source, out var count))
        {
            return;
        }

        if (count > 1)
        {
            sessions[source] = count - 1;
        }
        else
        {
            sessions.Remove(source);
        }
    }

    // Rooms end without a word to us; those that did are forgotten here, before the list could grow beyond the rooms there are.
    private int RoomsOf(SourceAddress source)
    {
        made.RemoveAll(m => !rooms.TryGet(m.Room.Name, out var present) || present != m.Room);
        return made.Count(m => m.Source == source);
    }
}
