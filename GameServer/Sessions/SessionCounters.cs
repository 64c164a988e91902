using GameServer.Protocol.Control;

namespace GameServer.Sessions;

/// <summary>Comings and goings of one shard; its thread writes, reports copy.</summary>
internal sealed class SessionCounters
{
    private readonly long[] goodbyes = new long[Enum.GetValues<GoodbyeReason>().Length];

    public long Joined { get; set; }

    public long Resumed { get; set; }

    /// <summary>Connections that broke off under a session; its seat lingers from then on.</summary>
    public long Dropped { get; set; }

    /// <summary>Chat lines not passed on because their player spoke too often.</summary>
    public long ChatsLimited { get; set; }

    public long ReliableMalformed { get; set; }

    public long EventsNotQueued { get; set; }

    /// <summary>How often this reason was given, to connections and to refused hellos alike.</summary>
    public long Goodbyes(GoodbyeReason reason) => goodbyes[(int)reason];

    public void CopyTo(SessionCounters other)
    {
        goodbyes.CopyTo(other.goodbyes, 0);
        other.Joined = Joined;
        other.Resumed = Resumed;
        other.Dropped = Dropped;
        other.ChatsLimited = ChatsLimited;
        other.ReliableMalformed = ReliableMalformed;
        other.EventsNotQueued = EventsNotQueued;
    }

    public void Count(GoodbyeReason reason) => goodbyes[(int)reason]++;
}
