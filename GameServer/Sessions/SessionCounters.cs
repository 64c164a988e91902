using GameServer.Protocol.Control;

namespace GameServer.Sessions;

/// <summary>Comings and goings of one shard; its thread writes, reports copy.</summary>
internal sealed class SessionCounters
{
    private readonly long[] goodbyes = new long[Enum.GetValues<GoodbyeReason>().Length];

    public long Joined { get; set; }

    public long Resumed { get; set; }

    public long InputsRefusedByInbox { get; set; }

    public long ReliableMalformed { get; set; }

    public long EventsNotQueued { get; set; }

    /// <summary>How often this reason was given, to connections and to refused hellos alike.</summary>
    public long Goodbyes(GoodbyeReason reason) => goodbyes[(int)reason];

    public void CopyTo(SessionCounters other)
    {
        goodbyes.CopyTo(other.goodbyes, 0);
        other.Joined = Joined;
        other.Resumed = Resumed;
        other.InputsRefusedByInbox = InputsRefusedByInbox;
        other.ReliableMalformed = ReliableMalformed;
        other.EventsNotQueued = EventsNotQueued;
    }

    public void Count(GoodbyeReason reason) => goodbyes[(int)reason]++;
}
