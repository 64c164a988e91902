namespace GameServer.Rooms;

/// <summary>The last lines said in a room, for whoever looks in. Owned by the shard's thread.</summary>
internal sealed class ChatLog
{
    public const int LinesMax = 50;

    private Queue<ChatLine>? lines;

    /// <summary>Numbers the lines of a room from 1.</summary>
    public long Newest { get; private set; }

    public IReadOnlyCollection<ChatLine> Lines => (IReadOnlyCollection<ChatLine>?)lines ?? [];

    public void Add(int seat, string player, string text)
    {
        lines ??= new Queue<ChatLine>();
        if (lines.Count == LinesMax)
        {
            lines.Dequeue();
        }

        lines.Enqueue(new ChatLine(++Newest, seat, player, text));
    }
}

/// <summary>One line, who said it, and its number in the room.</summary>
internal sealed record ChatLine(long Number, int Seat, string Player, string Text);
