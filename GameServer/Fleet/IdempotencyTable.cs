using System.Collections.Concurrent;

namespace GameServer.Fleet;

/// <summary>
/// Remembers by the caller's own key what came of a request, so that a repeated one has no second effect. Failures are forgotten: a
/// retry may do better. Bounded in time and number; any thread.
/// </summary>
internal sealed class IdempotencyTable<T>(TimeProvider time)
    where T : class
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const int EntriesMax = 100_000;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Key, Entry Entry)> order = new();

    /// <summary>Does the work unless the key was seen: then its answer, or why there is none.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">Of everything that the request says.</param>
    /// <param name="work">Called at most once at a time per key.</param>
    public async Task<Repeatable<T>> Run(string key, string fingerprint, Func<Task<T>> work)
    {
        var mine = new Entry(fingerprint, time.GetUtcNow());
        var entry = entries.GetOrAdd(key, mine);
        if (entry != mine)
        {
            return entry.Fingerprint != fingerprint ? new Repeatable<T>(KeyState.OtherRequest, null)
                : entry.Answer is { } known ? new Repeatable<T>(KeyState.Repeated, known)
                : new Repeatable<T>(KeyState.StillRunning, null);
        }

        try
        {
            mine.Answer = await work().ConfigureAwait(false);
            return new Repeatable<T>(KeyState.New, mine.Answer);
        }
        finally
        {
            if (mine.Answer is null)
            {
                entries.TryRemove(new KeyValuePair<string, Entry>(key, mine));
            }
            else
            {
                order.Enqueue((key, mine));
                Forget();
            }
        }
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - Kept;
        while (order.TryPeek(out var oldest) && (oldest.Entry.At < before || order.Count > EntriesMax) && order.TryDequeue(out var forgotten))
        {
            entries.TryRemove(new KeyValuePair<string, Entry>(forgotten.Key, forgotten.Entry));
        }
    }

    private sealed class Entry(string fingerprint, DateTimeOffset at)
    {
        private volatile T? answer;

        public string Fingerprint { get; } = fingerprint;

        public DateTimeOffset At { get; } = at;

        public T? Answer
        {
            get => answer;
            set => answer = value;
        }
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
