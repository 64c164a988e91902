using Microsoft.AspNetCore.Connections;

namespace GameServer.Http;

/// <summary>
/// The open connections, bounded: a newcomer to a full table takes the place of the one that has been without an admitted request for
/// longest, so that nobody who only holds connections can keep others out. docs/decisions/0011. Any thread.
/// </summary>
internal sealed class ConnectionTable(int capacity, HttpCounters counters, TimeProvider time)
{
    private readonly Lock guard = new();
    private readonly HashSet<Entry> entries = [];

    public int Count
    {
        get
        {
            lock (guard)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Serves a connection for as long as it lasts.</summary>
    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var entry = new Entry(connection, time);
        if (!TryEnter(entry, out var replaced))
        {
            counters.Count(HttpRefusal.ConnectionsFull);
            connection.Abort();
            return;
        }

        if (replaced is not null)
        {
            counters.Count(HttpRefusal.ConnectionReplaced);
            replaced.Abort();
        }

        connection.Features.Set(entry);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            lock (guard)
            {
                entries.Remove(entry);
            }
        }
    }

    private bool TryEnter(Entry entry, out Entry? replaced)
    {
        lock (guard)
        {
            replaced = entries.Count < capacity ? null : entries.Where(static e => !e.IsAdmitted).MinBy(static e => e.Since);
            if (entries.Count >= capacity && replaced is null)
            {
                return false;
            }

            if (replaced is not null)
            {
                entries.Remove(replaced);
            }

            return entries.Add(entry);
        }
    }

    /// <summary>A connection, and since when nothing has come of it.</summary>
    internal sealed class Entry(ConnectionContext connection, TimeProvider time)
    {
        private long since = time.GetTimestamp();
        private volatile bool isAdmitted;

        public long Since => Volatile.Read(ref since);

        /// <summary>Whether it has a request that somebody with the right to ask sent.</summary>
        public bool IsAdmitted => isAdmitted;

        public void Begin(bool isAdmitted)
        {
            Volatile.Write(ref since, time.GetTimestamp());
            this.isAdmitted = isAdmitted;
        }

        public void Finish() => Begin(isAdmitted: false);

        public void Abort() => connection.Abort(new ConnectionAbortedException("Another connection needs its place."));
    }
}
