using System.Diagnostics.CodeAnalysis;

namespace GameServer.Rooms;

/// <summary>Where rooms went that were on a shard, for players who come to the old place. Remembers the last ones. Owned by the shard's thread.</summary>
internal sealed class MovedRooms
{
    /// <summary>So many are remembered.</summary>
    public const int Max = 1024;

    private readonly OrderedDictionary<string, string> places = new(StringComparer.Ordinal);

    public void Add(string room, string where)
    {
        places.Remove(room);
        places.Add(room, where);
        if (places.Count > Max)
        {
            places.RemoveAt(0);
        }
    }

    /// <summary>It came back, or another one of its name did.</summary>
    public void Remove(string room) => places.Remove(room);

    /// <summary>Where it is: a UDP port of this host, in decimal.</summary>
    public bool TryGet(string room, [NotNullWhen(true)] out string? where) => places.TryGetValue(room, out where);
}
