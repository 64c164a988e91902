namespace GameServer.Replication;

/// <summary>The slots that datagrams in a row told of: nearly always one tells of the same as the one before. Owned by the room's thread.</summary>
/// <param name="slots">How many the room has, so that nothing grows later.</param>
internal sealed class ToldSlots(int slots = 0)
{
    /// <summary>Told of as present.</summary>
    public SlotSet Present { get; } = new(slots);

    /// <summary>Told of as gone.</summary>
    public SlotSet Gone { get; } = new(slots);

    /// <summary>Whether anything was told of as gone: hardly ever, and then nothing is touched to know it.</summary>
    public bool HasGone { get; private set; }

    public bool IsOf(SlotSet present, SlotSet gone) => Present.IsLike(present) && HasGone == !gone.IsEmpty && (!HasGone || Gone.IsLike(gone));

    public void Fill(SlotSet present, SlotSet gone)
    {
        present.CopyTo(Present);
        gone.CopyTo(Gone);
        HasGone = !gone.IsEmpty;
    }
}
