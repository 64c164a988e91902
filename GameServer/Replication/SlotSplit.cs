using System.Runtime.CompilerServices;
using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>
/// At which slots a seat's snapshot is divided into datagrams: each tells of one stretch of slots, and no two of one tick of the same. A seat keeps
/// its split for as long as it serves, so that what each datagram told of stays one range and one baseline.
/// </summary>
internal struct SlotSplit
{
    /// <summary>The most datagrams of one snapshot. An ack tells of 65, which are then those of 16 ticks.</summary>
    public const int PartsMax = 4;

    private Cuts cuts;
    private byte count;

    /// <summary>Datagrams that it makes: one, unless it was cut.</summary>
    public readonly int Parts => count + 1;

    /// <summary>The slot behind a part's stretch.</summary>
    public readonly int EndOf(int part) => part < count ? cuts[part] : Run.SlotsMax;

    /// <summary>The part that a slot is in.</summary>
    public readonly int PartOf(int slot)
    {
        var part = 0;
        while (slot >= EndOf(part))
        {
            part++;
        }

        return part;
    }

    /// <summary>Divides the last part: what is in this slot and behind it makes one of its own.</summary>
    public void CutAt(int slot) => cuts[count++] = (ushort)slot;

    [InlineArray(PartsMax - 1)]
    private struct Cuts
    {
        private ushort first;
    }
}
