namespace GameServer.Rooms;

/// <summary>
/// How much the ticks of a room allocate. The heap is every room's: a collection stops all shards, whoever made it necessary, so a room that allocates
/// without measure is not to go on. Owned by the room's thread.
/// </summary>
internal sealed class GarbageMeter(long bytesPerSecondMax, int tickRate)
{
    private int ticks;
    private long bytes;

    /// <summary>Notes one tick; false when it brought a second's share to an end before the second.</summary>
    public bool TryNote(long allocated)
    {
        bytes += allocated;
        if (bytes > bytesPerSecondMax)
        {
            return false;
        }

        if (++ticks == tickRate)
        {
            (ticks, bytes) = (0, 0);
        }

        return true;
    }
}

/// <summary>A room's ticks allocated more in a second than a room may.</summary>
internal sealed class RoomGarbageException(string room, long bytesMax) : Exception($"The ticks of room {room} allocated more than {bytesMax} bytes in a second.");
