namespace GameServer.Fleet;

/// <summary>
/// Remembers by the caller's own key what came of a request, so that a repeated one has no second effect. Failures are forgotten: a
/// retry may do better. Bounded in time, number and bytes; any thread.
/// </summary>
/// <remarks>
/// Seats go first: when they have expired, or the oldest when there are too many bytes. A key goes after an hour, or the oldest when
/// there are still too many, but not while its answer must stay: those are bounded by the rooms that a server may hold.
/// </remarks>
internal sealed class IdempotencyTable<T>(TimeProvider time, long bytesMax = IdempotencyTable<T>.BytesUsual)
    where T : class, IKeptAnswer<T>
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const long BytesUsual = 64 * 1024 * 1024;
    private const int EntriesMax = 100_000;
    private const int EntryBytes = 200;

    /// <summary>How many of the oldest are looked at for each new one: more than one, so that the table shrinks.</summary>
    private const int LooksMax = 4;

    private readonly Lock guard = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> order = new();
    private readonly Queue<Entry> seated = new();
    private long bytes;

    /// <summary>Memory that keys and answers take, in bytes, roughly.</summary>
    public long Bytes
    {
        get
        {
            lock (guard)
            {
                return bytes;
            }
        }
    }

    /// <summary>Does the work unless the key was seen: then its answer, or why there is none.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">Of everything that the request says.</param>
    /// <param name="work">Called at most once at a time per key.</param>
    public async Task<Repeatable<T>> Run(string key, string fingerprint, Func<Task<T>> work)
    {
        var mine = new Entry(key, fingerprint, time.GetUtcNow());
        lock (guard)
        {
            if (!entries.TryAdd(key, mine))
            {
                return Repeat(entries[key], fingerprint);
            }
        }

        T? answer = null;
        try
        {
            answer = await work().ConfigureAwait(false);
            return new Repeatable<T>(KeyState.New, answer);
        }
        finally
        {
            Keep(mine, answer);
        }
    }

    private Repeatable<T> Repeat(Entry known, string fingerprint)
    {
        if (known.Fingerprint != fingerprint)
        {
            return new Repeatable<T>(KeyState.OtherRequest, null);
        }

        // The same for all who repeat, however full the table is: who comes after the seats' time finds none.
        return known.Answer is not { } answer ? new Repeatable<T>(KeyState.StillRunning, null)
            : new Repeatable<T>(KeyState.Repeated, answer.SeatsUntil <= time.GetUtcNow() ? answer.WithoutSeats() : answer);
    }

    private void Keep(Entry mine, T? answer)
    {
        lock (guard)
        {
            if (answer is null)
            {
                entries.Remove(mine.Key);
                return;
            }

            mine.Answer = answer;
            bytes += mine.Bytes;
            order.Enqueue(mine);
            if (answer.SeatsUntil < DateTimeOffset.MaxValue)
            {
                seated.Enqueue(mine);
            }

            ForgetSeats();
            ForgetKeys();
        }
    }

    private void ForgetSeats()
    {
        var now = time.GetUtcNow();
        while (seated.TryPeek(out var oldest) && (bytes > bytesMax || oldest.Answer is not { } answer || answer.SeatsUntil <= now))
        {
            seated.Dequeue();
            if (oldest.Answer is { } kept)
            {
                bytes -= oldest.Bytes;
                oldest.Answer = kept.WithoutSeats();
                bytes += oldest.Bytes;
            }
        }
    }

    private void ForgetKeys()
    {
        var before = time.GetUtcNow() - Kept;
        for (var looks = 0; looks < LooksMax && order.TryPeek(out var oldest) && (oldest.At < before || order.Count > EntriesMax || bytes > bytesMax); looks++)
        {
            order.Dequeue();
            if (oldest.Answer!.MustStay)
            {
                order.Enqueue(oldest);
                continue;
            }

            bytes -= oldest.Bytes;
            oldest.Answer = null;
            entries.Remove(oldest.Key);
        }
    }

    /// <summary>What is known of a key. Guarded by the table.</summary>
    private sealed class Entry(string key, string fingerprint, DateTimeOffset at)
    {
        public string Key { get; } = key;

        public string Fingerprint { get; } = fingerprint;

        public DateTimeOffset At { get; } = at;

        public T? Answer { get; set; }

        public int Bytes => EntryBytes + (sizeof(char) * (Key.Length + Fingerprint.Length)) + (Answer?.Bytes ?? 0);
    }
}

/// <summary>What a key was found to be.</summary>
internal enum KeyState
{
    New,
    Repeated,
    StillRunning,
    OtherRequest,
}

/// <summary>An answer, if there is one, and whether it was given before.</summary>
internal readonly record struct Repeatable<T>(KeyState State, T? Answer)
    where T : class;
