namespace GameServer.Http;

/// <summary>What the HTTP side turned away, or ended before its time.</summary>
internal enum HttpRefusal
{
    /// <summary>A connection that gave its place to a new one.</summary>
    ConnectionReplaced,

    /// <summary>A new connection, because every other one had an admitted request.</summary>
    ConnectionsFull,

    /// <summary>A request of an address that sends wrong keys too often.</summary>
    WrongKeysTooOften,

    /// <summary>A request that another web site made somebody's browser send.</summary>
    ForeignOrigin,

    /// <summary>An event stream, because there are as many as there may be.</summary>
    StreamsFull,

    /// <summary>An event stream whose reader did not take what was sent.</summary>
    ReaderTooSlow,

    /// <summary>Bytes that are no request, or one that is too long or too slow: the web server answers those itself.</summary>
    Malformed,
}

/// <summary>Counts of what has no line in the log, since anybody could fill it. Any thread.</summary>
internal sealed class HttpCounters
{
    private readonly long[] refused = new long[Enum.GetValues<HttpRefusal>().Length];
    private int streams;

    /// <summary>Event streams that are open.</summary>
    public int Streams => Volatile.Read(ref streams);

    /// <summary>Asks for the connections that are open.</summary>
    public Func<int> Connections { get; set; } = static () => 0;

    public long Refused(HttpRefusal refusal) => Interlocked.Read(ref refused[(int)refusal]);

    public void Count(HttpRefusal refusal) => Interlocked.Increment(ref refused[(int)refusal]);

    public void AddStreams(int change) => Interlocked.Add(ref streams, change);
}
