using GameServer.Simulation.Identity;

namespace GameServer.Replication;

/// <summary>What one datagram carried, until its fate is known and for as long as later ones may lean on it.</summary>
internal struct SentDatagram
{
    private bool isOpen;

    public ulong Sequence { get; private set; }

    public Tick Tick { get; private set; }

    /// <summary>Whether another datagram of the same tick tells of the slots behind.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>What it cost on the wire, headers of every layer included.</summary>
    public int WireBytes { get; set; }

    /// <summary>What it and all before it cost.</summary>
    public long WireBytesSum { get; set; }

    /// <summary>Whether its fate is known, or no longer matters.</summary>
    public readonly bool IsSettled => !isOpen;

    /// <summary>Whether the client acknowledged it.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Whether the client held something wrong when it did, and may have decoded it against that.</summary>
    public bool IsSuspect { get; private set; }

    /// <summary>What it told of; datagrams that told of the same may share it.</summary>
    public ToldSlots? Slots { get; set; }

    /// <summary>Whether a later datagram shares what it told of; one alone, so that they make a chain.</summary>
    public bool IsPassedOn { get; set; }

    /// <summary>The slots that it told of as present.</summary>
    public readonly SlotSet Present => Slots!.Present;

    /// <summary>The slots that it told of as gone.</summary>
    public readonly SlotSet Gone => Slots!.Gone;

    public void Begin(ulong sequence, Tick tick)
    {
        Sequence = sequence;
        Tick = tick;
        isOpen = true;
        IsConfirmed = IsSuspect = IsFollowed = IsPassedOn = false;
    }

    public void Settle(bool isConfirmed, bool isSuspect = false) => (isOpen, IsConfirmed, IsSuspect) = (false, isConfirmed, isSuspect);

    /// <summary>Whether it told of all these slots as present, and of nothing else.</summary>
    public readonly bool IsOf(SlotSet slots) => !Slots!.HasGone && Present.IsLike(slots);

    /// <summary>What it told of the slots of a stretch that something is known of. A leave of any other says nothing.</summary>
    public readonly Told ToldOf(SlotSet known, int first, int end)
    {
        bool isAnyPresent = false, isAnyGone = false, isAnyLeft = false;
        for (var word = first >> 6; word << 6 < end; word++)
        {
            ulong here = known.Word(word), present = Present.Word(word);
            if ((here | present) == 0)
            {
                continue;
            }

            var mask = SlotSet.Mask(word, first, end);
            here &= mask;
            present &= mask;
            var gone = Gone.Word(word) & here;
            isAnyPresent |= present != 0;
            isAnyGone |= gone != 0;
            isAnyLeft |= here != (present | gone);
        }

        return !isAnyPresent && !isAnyGone ? Told.Nothing : isAnyLeft || isAnyPresent == isAnyGone ? Told.Mixed : isAnyPresent ? Told.Present : Told.Gone;
    }

    /// <summary>Whether it told of all these slots of a stretch as present.</summary>
    public readonly bool Holds(SlotSet slots, int first, int end)
    {
        if (Present.IsLike(slots))
        {
            return true;
        }

        for (var word = first >> 6; word << 6 < end; word++)
        {
            if ((slots.Word(word) & ~Present.Word(word) & SlotSet.Mask(word, first, end)) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
