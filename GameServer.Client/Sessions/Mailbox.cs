namespace GameServer.Client.Sessions;

/// <summary>Messages that came in and wait to be taken. Bounded: the oldest gives way, and is counted.</summary>
internal sealed class Mailbox<T>(int capacity)
{
    private readonly Queue<T> waiting = new();

    public long Dropped { get; private set; }

    public void Add(T message)
    {
        if (waiting.Count == capacity)
        {
            waiting.Dequeue();
            Dropped++;
        }

        waiting.Enqueue(message);
    }

    public bool TryTake(out T message) => waiting.TryDequeue(out message!);
}
