namespace GameServer.Rooms;

/// <summary>What became of one seat's inputs; the room's thread writes, reports copy.</summary>
internal struct SeatCounters
{
    /// <summary>Datagrams that came to the seat, malformed ones included.</summary>
    public long Datagrams;
    public long InputsFresh;
    public long InputsRepeated;
    public long InputsNeutral;
    public long InputsLate;
    public long InputsRefused;
    public long DatagramsMalformed;
    public long WaitSamples;
    public double WaitMsSum;

    /// <summary>As the client tells them.</summary>
    public long Corrections;

    /// <summary>Inputs whose view point was not what the measurements of their client allow, and was moved to what they do.</summary>
    public long RewindsClamped;

    public void Add(in SeatCounters other)
    {
        Datagrams += other.Datagrams;
        InputsFresh += other.InputsFresh;
        InputsRepeated += other.InputsRepeated;
        InputsNeutral += other.InputsNeutral;
        InputsLate += other.InputsLate;
        InputsRefused += other.InputsRefused;
        DatagramsMalformed += other.DatagramsMalformed;
        WaitSamples += other.WaitSamples;
        WaitMsSum += other.WaitMsSum;
        Corrections += other.Corrections;
        RewindsClamped += other.RewindsClamped;
    }
}
